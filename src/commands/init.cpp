// SPDX-License-Identifier: MIT
// custrec init: a new archive from the built-in schemas.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

#include "archive/built_in.hpp"
#include "archive/git_folder.hpp"
#include "archive/layout.hpp"
#include "archive/transaction.hpp"
#include "commands/command_help.hpp"
#include "commands/init.hpp"
#include "record/value.hpp"
#include "terminal/git_command.hpp"
#include "text/shell.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct InitOptions {
  std::string directory;  ///< empty: here
  std::string timezone = "Asia/Shanghai";
  bool no_git = false;
  bool hooks = false;
};

std::string format_git_attributes() {
  return "*.yaml text eol=lf\n" + std::string(merge_attribute) +
         "attachments/** -text\n"
         "access.log merge=union\n";
}
constexpr std::string_view git_ignore = ".custrec/\n";

std::string format_settings(const InitOptions& options, const std::string& name,
                            Language language) {
  Value ids = make_mapping(
      "id", {make_text("enterprise", "C{date}{seq:3}"), make_text("individual", "C{date}{seq:3}")});
  Value settings =
      make_mapping("", {make_text("name", name),
                        make_text("language", language == Language::chinese ? "zh" : "en"),
                        make_text("timezone", options.timezone), std::move(ids)});
  return format_record(settings).append(built_in_deadlines());
}

std::string format_team(const std::string& name, const GitUser& user) {
  Value person = make_mapping("", {make_text("name", name)});
  if (!user.email.empty() && user.name == name)
    person.items.push_back(make_text("email", user.email));
  person.items.push_back(
      make_sequence("roles", {make_text("", "collector"), make_text("", "manager")}));
  Value team = make_mapping("", {make_sequence("people", {std::move(person)})});
  return format_record(team);
}

void make_directory(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
      throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {folder, describe_errno(errno)}));
    }
    if (slash == std::string::npos) return;
  }
}

/// The last part of the whole path: what the archive is called until somebody names it.
std::string name_of(const std::string& directory) {
  const std::unique_ptr<char, void (*)(void*)> whole(realpath(directory.c_str(), nullptr),
                                                     std::free);
  const std::string path = whole == nullptr ? directory : whole.get();
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.empty() ? "custrec" : name;
}

std::string find_first_person(const Session& session, const GitUser& user) {
  const std::string given = session.given_name();
  std::string name(trim(given.empty() ? user.name : given));
  if (name.empty()) {
    throw Error(Exit::usage, {"nobody says who you are: give --by NAME, or set git's user.name",
                              "不知道您是谁：请用 --by 姓名，或设置 git 的 user.name"});
  }
  return name;
}

void write_files(const Tree& tree, const Session& session, const InitOptions& options,
                 const GitUser& user, const std::string& person) {
  const Lock lock = begin_writing(tree, person);
  Transaction transaction(tree, lock);
  const auto create = [&](std::string_view path, std::string_view text) {
    if (!tree.exists(path)) transaction.create(std::string(path), text);
  };
  create(".gitattributes", format_git_attributes());
  create(".gitignore", git_ignore);
  create(layout::team_file, format_team(person, user));
  for (const BuiltInFile& file : built_in_files()) create(file.path, file.text);
  transaction.create(std::string(layout::settings_file),
                     format_settings(options, name_of(options.directory), session.language()));
  transaction.commit();
}

/// `git init` unless there is a repository already. Without git the archive works all the same.
void make_repository_unless_there(const Session& session, const std::string& directory) {
  if (is_in_git(directory)) return;
  if (find_top_of_git(directory).empty() && make_repository(directory)) return;
  session.complain({"git could not make a repository here; the archive works without",
                    "git 未能在此建立仓库；档案不依赖它也可使用"});
}

/// The archive that is there already; empty when there is none in a folder that was named.
std::string find_existing_archive(const std::string& directory, bool named) {
  if (!named) return require_root(directory);
  return access(directory.c_str(), F_OK) == 0 ? find_root(directory) : std::string();
}

Exit run_init(const InitOptions& options, Session& session) {
  if (!Zone::find_zone(options.timezone)) {
    throw Error(Exit::usage, fill({"there is no time zone {}; they are named like Asia/Shanghai",
                                   "没有时区 {}；时区写作 Asia/Shanghai 之类"},
                                  {escape_controls(options.timezone)}));
  }
  const bool named = !options.directory.empty();
  const std::string base =
      session.options().directory == "." ? "" : session.options().directory + "/";
  InitOptions here = options;
  if (!named) here.directory = session.options().directory;
  if (named && !options.directory.starts_with('/')) here.directory = base + options.directory;
  if (options.hooks) {
    const std::string root = find_existing_archive(here.directory, named);
    if (!root.empty()) return set_up_clone(session, root);
  }
  const GitUser user = find_git_user(session.options().directory);
  const std::string person = find_first_person(session, user);
  make_directory(here.directory);
  const Tree tree(here.directory);
  if (tree.exists(layout::settings_file)) {
    throw Error(Exit::refused,
                fill({"{} is an archive already", "{} 已经是档案"}, {here.directory}));
  }
  write_files(tree, session, here, user, person);
  if (!options.no_git) {
    make_repository_unless_there(session, here.directory);
    if (is_in_git(here.directory)) set_up_merging(session, here.directory);
  }
  session.say(
      fill({"A new archive in {}; {} is its first person and manager.\n"
            "Next: have a look at custrec.yaml and team.yaml, then\n"
            "  {}custrec add",
            "已在 {} 新建档案，{} 为首位成员和管理者。\n"
            "下一步：查看 custrec.yaml 和 team.yaml，然后\n"
            "  {}custrec add"},
           {here.directory, person,
            here.directory == "." ? "" : "cd " + quote_for_shell(here.directory) + " && "}));
  return options.hooks ? set_up_clone(session, here.directory) : Exit::clean;
}

}  // namespace

void declare_init(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration, {"init",
                    {"Make a new archive", "新建档案"},
                    {"  custrec init shop             in the folder shop\n"
                     "  custrec init --by 张三        here, with 张三 as first person\n"
                     "  custrec init --hooks          what a clone of an archive needs in git",
                     "  custrec init shop             在文件夹 shop 中\n"
                     "  custrec init --by 张三        在此处，张三为首位成员\n"
                     "  custrec init --hooks          为档案的克隆设置 git"}});
  auto options = std::make_shared<InitOptions>();
  command->add_option("directory", options->directory,
                      text({"Folder of the archive (default: here)", "档案的文件夹（默认此处）"}));
  command
      ->add_option("--timezone", options->timezone,
                   text({"Time zone of the office (default: Asia/Shanghai)",
                         "所在时区（默认 Asia/Shanghai）"}))
      ->type_name("ZONE");
  CLI::Option* no_git = command->add_flag("--no-git", options->no_git,
                                          text({"No git repository", "不建立 git 仓库"}));
  command
      ->add_flag("--hooks", options->hooks,
                 text({"Set git up in this clone of an archive, or in a new one in a folder that "
                       "is named: the merge driver and a pre-commit hook",
                       "在档案的此克隆中，或在所指文件夹的新档案中，设置 git 的合并驱动和 "
                       "pre-commit 钩子"}))
      ->excludes(no_git);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_init(*options, session); };
  });
}

}  // namespace custrec
