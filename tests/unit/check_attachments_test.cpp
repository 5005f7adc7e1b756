// SPDX-License-Identifier: MIT
// Whether attachments/ and the records agree, told by verify.
#include "archive/check_attachments.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "archive/verify.hpp"
#include "test_support.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;
namespace fs = std::filesystem;

namespace {

const std::string record_path = "customers/2024/03/C20240315001.yaml";
const std::string folder_path = "attachments/C20240315001";

std::string file_entry(int number, const std::string& path, const std::string& digest) {
  return "  - id: F" + std::to_string(number) + "\n    path: " + path +
         "\n    kind: other\n    year: 2024\n    sha256: \"" + digest + "\"\n";
}

/// A faultless record of customer `id` that lists these files.
void write_record(const TemporaryArchive& archive, const std::string& id,
                  const std::vector<std::pair<std::string, std::string>>& files) {
  std::string text = replace_all(faultless_record(), "C20240315001", id);
  if (id != "C20240315001") {
    text = replace_all(text, "credit_code: 91440300708461136T\n", "");
    text = replace_all(text, "示例机械", id);
  }
  if (!files.empty()) text += "files:\n";
  int number = 0;
  for (const auto& [path, digest] : files) text += file_entry(++number, path, digest);
  archive.write("customers/2024/03/" + id + ".yaml", text);
}

std::string verify(const TemporaryArchive& archive, bool contents,
                   const std::set<std::string>& selected = {}) {
  const Archive opened = archive.open();
  const auto some = selected.empty() ? std::nullopt : std::optional(selected);
  std::string told;
  for (const unsigned jobs : {1U, 8U}) {
    const std::string now =
        show_problems(verify_archive(opened, test_now(), {some, jobs, contents}).problems);
    if (jobs > 1) CHECK(now == told);
    told = now;
  }
  return told;
}

/// As verify tells a file that isn't there.
std::string missing(const std::string& place, const std::string& what) {
  return record_path + ":" + place + what + "; bring it back, or correct the path [file-missing]\n";
}

}  // namespace

TEST_CASE("files that are there are no problem") {
  const TemporaryArchive archive;
  archive.write(folder_path + "/a.pdf", "a");
  archive.write(folder_path + "/deep/b.pdf", "b");
  archive.write(folder_path + "/.hidden", "x");
  archive.write("attachments/.gitkeep", "");
  write_record(archive, "C20240315001",
               {{folder_path + "/a.pdf", sha256("a")}, {folder_path + "/deep/b.pdf", sha256("b")}});
  CHECK(verify(archive, false) == "");
  CHECK(verify(archive, true) == "");
}

TEST_CASE("a path that names no regular file is told, and nothing is followed or waited for") {
  const TemporaryArchive archive;
  const TemporaryFolder outside;
  outside.write("secret", "s");
  fs::create_directories(archive.path() + "/" + folder_path + "/folder");
  fs::create_symlink(outside.path() + "/secret", archive.path() + "/" + folder_path + "/link");
  fs::create_symlink(outside.path(), archive.path() + "/" + folder_path + "/way");
  CHECK(mkfifo((archive.path() + "/" + folder_path + "/pipe").c_str(), 0600) == 0);
  const std::string digest = sha256("s");
  const std::string a = folder_path + "/";
  write_record(archive, "C20240315001",
               {{a + "none", digest},
                {a + "folder", digest},
                {a + "link", digest},
                {a + "way/secret", digest},
                {a + "pipe", digest},
                {a + "pipe/below", digest},
                {"attachments/" + std::string(300, 'x'), digest},
                {"attachments/../custrec.yaml", digest}});
  const std::string told = verify(archive, true);
  const auto field = [](int at) { return "error: files[" + std::to_string(at) + "].path: "; };
  CHECK(told.starts_with(
      "attachments/C20240315001/way:1:1: warning: a symbolic link, which is not followed; move it "
      "elsewhere or delete it [file-unlisted]\n" +
      missing("29:11: ", field(0) + a + "none is not there") +
      missing("34:11: ", field(1) + a + "folder is a folder, not a file") +
      missing("39:11: ", field(2) + a + "link leads over a symbolic link, which is not followed") +
      missing("44:11: ",
              field(3) + a + "way/secret leads over a symbolic link, which is not followed") +
      missing("49:11: ", field(4) + a + "pipe is no regular file") +
      missing("54:11: ", field(5) + a + "pipe/below is not there") + record_path +
      ":59:11: " + field(6)));
  CHECK(told.ends_with("[file-missing]\n" + record_path +
                       ":64:11: error: files[7].path: attachments/../custrec.yaml is no path "
                       "inside attachments/ [file]\n"));
}

TEST_CASE("contents are compared only when asked for, and a pointer counts as its content") {
  const TemporaryArchive archive;
  archive.write(folder_path + "/a", "changed");
  archive.write(folder_path + "/b", "version https://git-lfs.github.com/spec/v1\noid sha256:" +
                                        sha256("large") + "\nsize 5\n");
  archive.write(folder_path + "/c", "c");
  write_record(archive, "C20240315001",
               {{folder_path + "/a", sha256("a")},
                {folder_path + "/b", sha256("large")},
                {folder_path + "/c", "no digest"},
                {folder_path + "/b", sha256("other")}});
  const std::string pattern = record_path + ":42:13: error: files[2].sha256:";
  const std::string without = verify(archive, false);
  CHECK(without.starts_with(pattern));
  const std::string hint =
      "; bring back the file of then; a new version is filed beside it [file-changed]\n";
  CHECK(verify(archive, true) ==
        record_path + ":32:13: error: files[0].sha256: " + folder_path +
            "/a has changed since it was filed: its SHA-256 is " + sha256("changed") + hint +
            without + record_path + ":47:13: error: files[3].sha256: " + folder_path +
            "/b has changed since it was filed: its SHA-256 is " + sha256("large") + hint);
}

TEST_CASE("what no record lists is told, a folder of no customer as a whole") {
  const TemporaryArchive archive;
  archive.write(folder_path + "/a", "");
  archive.write(folder_path + "/b", "");
  archive.write(folder_path + "/deep/.c", "");
  archive.write(folder_path + "/deep/d", "");
  archive.write("attachments/C20240315002/listed by another", "");
  archive.write("attachments/C99/x", "");
  archive.write("attachments/C99/deep/y", "");
  archive.write("attachments/.git/x", "");
  archive.write("attachments/top.pdf", "");
  fs::create_directories(archive.path() + "/attachments/empty");
  fs::create_directories(archive.path() + "/attachments/C20240315002/empty");
  write_record(archive, "C20240315001",
               {{folder_path + "/b", sha256("")},
                {"attachments/C20240315002/listed by another", sha256("")}});
  write_record(archive, "C20240315002", {});
  const std::string file = ":1:1: warning: no record lists this file; ";
  const std::string list = "list it under files, or move it elsewhere [file-unlisted]\n";
  const std::string move = "move it elsewhere or delete it [file-unlisted]\n";
  const std::string folder =
      ":1:1: warning: a folder of no customer: there is no record of this number; ";
  const std::string of_first =
      folder_path + "/a" + file + list + folder_path + "/deep/d" + file + list;
  CHECK(verify(archive, false) ==
        of_first + "attachments/C99" + folder + move + "attachments/top.pdf" + file + move);
  // Only of the records that are asked for.
  CHECK(verify(archive, false, {record_path}) == of_first);
  CHECK(verify(archive, false, {"customers/2024"}) == of_first);
  CHECK(verify(archive, false, {"customers/2024/03/C20240315002.yaml"}) == "");
}

TEST_CASE("a folder of no customer that a record uses is told file by file") {
  const TemporaryArchive archive;
  archive.write("attachments/shared/used", "");
  archive.write("attachments/shared/unused", "");
  write_record(archive, "C20240315001", {{"attachments/shared/used", sha256("")}});
  CHECK(verify(archive, false) ==
        "attachments/shared/unused:1:1: warning: no record lists this file; move it elsewhere or "
        "delete it [file-unlisted]\n");
}

TEST_CASE("of a record that can't be read nobody knows what it lists") {
  for (const std::string& text : {std::string("<<<<<<< HEAD\n"), std::string("files: [\n"),
                                  faultless_record() + "files: []\nfiles: []\n"}) {
    const TemporaryArchive archive;
    archive.write(folder_path + "/a", "");
    archive.write(record_path, text);
    CHECK(verify(archive, false).find("file-unlisted") == std::string::npos);
  }
}
