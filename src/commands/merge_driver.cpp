// SPDX-License-Identifier: MIT
// custrec merge-driver: what git calls to merge a record that both sides changed.
#include <memory>
#include <optional>
#include <stdexcept>

#include "archive/layout.hpp"
#include "archive/merge_record.hpp"
#include "commands/command_help.hpp"
#include "record/conflict_text.hpp"
#include "terminal/git_command.hpp"
#include "terminal/outside_file.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct MergeDriverOptions {
  std::string base;
  std::string ours;  ///< the result goes there too
  std::string theirs;
  std::string path;
  std::size_t marker_size = 7;
};

/// The archive that `path` lies in, read as it is: this runs in the middle of a merge, when nothing
/// is written but the result.
Archive open_archive_of(const Session& session, const std::string& path) {
  std::string folder = session.options().directory;
  const std::size_t slash = path.rfind('/');
  // The folder of the record need not be there yet.
  for (std::string below = slash == std::string::npos ? "" : path.substr(0, slash);
       !below.empty();) {
    const std::string root = find_root(folder + "/" + below);
    if (!root.empty()) return Archive::open(root);
    const std::size_t last = below.rfind('/');
    below = last == std::string::npos ? "" : below.substr(0, last);
  }
  return Archive::open(require_root(folder));
}

/// The customer of a path from the root of the repository, in which the archive may be a folder;
/// empty when it is no record.
std::string find_id(const std::string& path) {
  const std::string folder = std::string(layout::customers_folder) + "/";
  for (std::size_t at = path.find(folder); at != std::string::npos;
       at = path.find(folder, at + 1)) {
    if (at > 0 && path[at - 1] != '/') continue;
    return std::string(layout::id_of_path(std::string_view(path).substr(at)));
  }
  return {};
}

/// Who merges, if he is in the team.
std::string find_merging_person(const Session& session, const Archive& archive) {
  try {
    return session.find_person(archive).name;
  } catch (const Error&) {
    return {};
  }
}

/// As git does it without a driver.
Exit merge_lines_of(const Session& session, const MergeDriverOptions& options, const Text& why) {
  const Text shown = same_text(escape_controls(options.path));
  const int conflicts = run_git_in_terminal(
      {"merge-file", "-q", "--marker-size=" + std::to_string(options.marker_size), "-L", "ours",
       "-L", "base", "-L", "theirs", "--", options.ours, options.base, options.theirs});
  const bool failed = conflicts < 0 || conflicts > 127;
  session.say(
      fill(failed ? Text{"{}: not merged, ours is left: {}", "{}：未合并，保留 ours 一方：{}"}
           : conflicts > 0
               ? Text{"{}: merged line by line, with conflicts: {}", "{}：按行合并，有冲突：{}"}
               : Text{"{}: merged line by line: {}", "{}：按行合并：{}"},
           {shown, why}));
  return conflicts == 0 ? Exit::clean : Exit::problems;
}

Exit keep_both(const Session& session, const MergeDriverOptions& options, const MergeTexts& texts) {
  write_output_file(options.ours,
                    put_between_markers(texts.ours, texts.theirs, options.marker_size));
  session.say(fill({"{0}: both branches have filed a customer under this number; after the merge "
                    "'custrec edit --resolve {1}' gives the second one the next number",
                    "{0}：两个分支都用此编号登记了客户；合并后运行 custrec edit --resolve {1}，"
                    "后者改用下一个编号"},
                   {escape_controls(options.path), find_id(options.path)}));
  return Exit::problems;
}

void tell_merge(const Session& session, const std::string& id, const RecordMerge& merge) {
  for (const NewEntryId& entry : merge.new_ids) {
    session.say(fill({"{}: {}.{} was given on both branches; the later one is {} now",
                      "{}：两个分支都有 {}.{}，较晚的一条改为 {}"},
                     {id, entry.list, escape_controls(entry.from), entry.to}));
  }
  if (merge.resubmitted) {
    session.say(fill({"{}: it is not what was approved any more, so it is submitted again",
                      "{}：合并后与审核内容不一致，重新提交审核"},
                     {id}));
  }
  if (merge.conflicts.empty()) return;
  for (const std::string& path : merge.conflicts) {
    const Text shown =
        path.empty() ? Text{"the whole record", "整份档案"} : same_text(escape_controls(path));
    session.say(fill({"{}: conflict: {}", "{}：冲突：{}"}, {id, shown}));
  }
  session.say(fill(
      {"after the merge: custrec edit --resolve {}", "合并后请运行：custrec edit --resolve {}"},
      {id}));
}

Exit merge_records(const Session& session, const MergeDriverOptions& options,
                   const MergeTexts& texts) {
  std::optional<Text> why;
  try {
    const Archive archive = open_archive_of(session, options.path);
    const std::string person = find_merging_person(session, archive);
    const RecordMerger merger(archive, session.now(), person);
    const auto merge = merger.merge(texts, options.marker_size);
    if (merge) {
      write_output_file(options.ours, merge->text);
      tell_merge(session, find_id(options.path), *merge);
      return merge->conflicts.empty() ? Exit::clean : Exit::problems;
    }
    why = Text{"one of the versions is no record that can be read", "其中一个版本无法作为档案读取"};
  } catch (const Error& error) {
    why = error.message();
  } catch (const std::logic_error& error) {
    why = same_text(error.what());
  }
  return merge_lines_of(session, options, *why);
}

Exit run_merge_driver(const MergeDriverOptions& options, const Session& session) {
  const MergeTexts texts{read_input_file(options.base), read_input_file(options.ours),
                         read_input_file(options.theirs)};
  if (texts.ours == texts.theirs || texts.base == texts.theirs) return Exit::clean;
  if (texts.base == texts.ours) {
    write_output_file(options.ours, texts.theirs);
    return Exit::clean;
  }
  if (find_id(options.path).empty()) {
    return merge_lines_of(session, options, {"it is no record", "不是档案文件"});
  }
  if (texts.base.empty()) return keep_both(session, options, texts);
  return merge_records(session, options, texts);
}

}  // namespace

void declare_merge_driver(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"merge-driver",
       {"Merge a record by field and by entry: for git", "按字段和条目合并档案：供 git 调用"},
       {"  custrec init --hooks                      has git call it from now on\n"
        "  custrec merge-driver %O %A %B %P          as it stands in git's config",
        "  custrec init --hooks                      此后由 git 调用\n"
        "  custrec merge-driver %O %A %B %P          git 配置中的写法"}});
  auto options = std::make_shared<MergeDriverOptions>();
  command->add_option("base", options->base, text({"What both come from (%O)", "共同祖先（%O）"}))
      ->required();
  command
      ->add_option("ours", options->ours,
                   text({"Ours; gets the result (%A)", "本方，并存放结果（%A）"}))
      ->required();
  command->add_option("theirs", options->theirs, text({"Theirs (%B)", "对方（%B）"}))->required();
  command->add_option("path", options->path, text({"Which file it is (%P)", "所合并的文件（%P）"}))
      ->required();
  command
      ->add_option("--marker-size", options->marker_size,
                   text({"Length of conflict markers (%L)", "冲突标记的长度（%L）"}))
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000}))
      ->type_name("N");
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_merge_driver(*options, session); };
  });
}

}  // namespace custrec
