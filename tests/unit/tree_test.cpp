// SPDX-License-Identifier: MIT
// Files below the root, and that nothing leads out of it.
#include "archive/tree.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "problem/error.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

struct Content {
  std::string bytes;
  std::optional<Text> trouble;
};

Content try_read(const Tree& tree, std::string_view path, std::size_t limit) {
  Content content;
  content.trouble = FileReader(tree).read(path, limit, content.bytes);
  return content;
}

std::string show(const FolderListing& entries) {
  static constexpr std::string_view sorts[] = {"file", "folder", "link", "other"};
  std::string lines;
  for (const FolderEntry& entry : entries) {
    CHECK(entry.path.ends_with("/" + std::string(entry.name)));
    lines.append(entry.name).append(" ");
    lines.append(sorts[static_cast<std::size_t>(entry.sort)]).append("\n");
  }
  return lines;
}

}  // namespace

TEST_CASE("what is replaced is read, looked at and listed in the place of the disk's") {
  const TemporaryFolder folder;
  folder.write("a/kept", "kept");
  folder.write("a/other", "disk");
  folder.write("a/gone", "disk");
  const Tree tree(folder.path(), {{"a/other", {FolderEntry::Sort::file, "staged"}},
                                  {"a/gone", {}},
                                  {"a/link", {FolderEntry::Sort::link, ""}},
                                  {"a/new/deep/file", {FolderEntry::Sort::file, "new"}},
                                  {"a/never/was", {}}});
  CHECK(show(tree.list("a")) == "kept file\nlink link\nnew folder\nother file\n");
  CHECK(show(tree.list("a/new")) == "deep folder\n");
  CHECK(show(tree.list("a/new/deep")) == "file file\n");
  CHECK(tree.read("a/other") == "staged");
  CHECK(tree.read("a/new/deep/file") == "new");
  CHECK(tree.read("a/kept") == "kept");
  CHECK_FALSE(tree.read("a/gone"));
  CHECK(tree.exists("a/link"));
  CHECK_FALSE(tree.exists("a/gone"));
  CHECK(try_read(tree, "a/other", 100).bytes == "staged");
  CHECK(try_read(tree, "a/new/deep/file", 100).bytes == "new");
  CHECK(try_read(tree, "a/gone", 100).trouble == describe_errno(ENOENT));
  CHECK(try_read(tree, "a/link", 100).trouble == describe_errno(ELOOP));
  CHECK(FileReader(tree).look("a/link").sort == FolderEntry::Sort::link);
  CHECK_FALSE(FileReader(tree).look("a/gone").sort);
}

TEST_CASE("files are written, read, appended to, moved and removed") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  CHECK(tree.root() == folder.path());
  CHECK(tree.read("a") == std::nullopt);
  tree.write("a", "one");
  CHECK(tree.read("a") == std::optional<std::string>("one"));
  tree.write("a", "2");
  tree.append("a", "3");
  tree.append("log", "x\n");
  CHECK(tree.exists("a"));
  CHECK_FALSE(tree.exists("b"));
  tree.make_folders_for("f/g/h/x");
  tree.make_folders_for("f/g/h/x");
  tree.rename("a", "f/g/h/x", true);
  CHECK(folder.files() == std::map<std::string, std::string>{{"f/g/h/x", "2\n3"}, {"log", "x\n"}});
  tree.remove("log");
  tree.remove("log");
  CHECK(folder.files() == std::map<std::string, std::string>{{"f/g/h/x", "2\n3"}});
  const std::string large(3 << 20, 'x');
  tree.write("large", large);
  CHECK(tree.read("large") == std::optional(large));
  tree.write("empty", "");
  CHECK(tree.read("empty") == std::optional<std::string>(""));
  tree.sync();
}

TEST_CASE("renaming keeps what is there when asked to, else replaces it") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  tree.write("a", "new");
  tree.write("b", "old");
  CHECK(error_of([&] { tree.rename("a", "b", true); }) == "5 b is there already");
  CHECK(folder.files() == std::map<std::string, std::string>{{"a", "new"}, {"b", "old"}});
  tree.rename("a", "b", false);
  CHECK(folder.files() == std::map<std::string, std::string>{{"b", "new"}});
}

TEST_CASE("many files move one after another into folders that are made on the way") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  tree.make_folder("in");
  for (const char* name : {"in/0", "in/1", "in/2", "in/3"}) tree.write(name, name);
  FileMover mover(tree);
  mover.move("in/0", "out/a/x", true);
  mover.move("in/1", "out/a/y", true);
  mover.move("in/2", "z", true);
  CHECK(error_of([&] { mover.move("in/3", "out/a/x", true); }) == "5 out/a/x is there already");
  mover.move("in/3", "out/a/x", false);
  CHECK(folder.files() == std::map<std::string, std::string>{
                              {"out/a/x", "in/3"}, {"out/a/y", "in/1"}, {"z", "in/2"}});
  CHECK(error_of([&] { mover.move("in/3", "out/b", true); }).ends_with("no such file or folder"));
  CHECK(error_of([&] { mover.move("z", "../b", true); }).ends_with("permission denied"));
}

TEST_CASE("a folder is listed by name, with dotfiles, and says what each entry is") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  tree.write("b", "");
  tree.write(".a", "");
  tree.make_folder("c");
  std::filesystem::create_symlink("b", folder.path() + "/d");
  CHECK(mkfifo((folder.path() + "/e").c_str(), 0600) == 0);
  tree.make_folders_for("x/y");
  tree.write("x/y", "");
  std::filesystem::create_directories(folder.path() + "/x/z");
  CHECK(show(tree.list("x")) == "y file\nz folder\n");
  CHECK(show(tree.list("none")) == "");
  folder.write("top/.a", "");
  folder.write("top/b", "");
  std::filesystem::create_symlink("b", folder.path() + "/top/d");
  CHECK(mkfifo((folder.path() + "/top/e").c_str(), 0600) == 0);
  CHECK(show(tree.list("top")) == ".a file\nb file\nd link\ne other\n");
}

TEST_CASE("names come in the order of their bytes, whatever they have in common") {
  const std::vector<std::vector<std::string>> folders = {
      {"one"},
      {"C1", "C10", "C100", "C1000000000", "C10000000000", "C100000000000"},
      {"C20240315001.yaml", "C20240315002.yaml", "C20240315010.yaml", "C20240316001.yaml"},
      {"same beginning, a", "same beginning, b, which goes on 1",
       "same beginning, b, which goes on 2"},
      {" ", "-", "A", "a", "a ", "a!", "b", "\x7F", "中", "中文", "\xFF"},
  };
  for (const std::vector<std::string>& names : folders) {
    const TemporaryFolder folder;
    for (auto name = names.rbegin(); name != names.rend(); ++name) folder.write("f/" + *name, "");
    std::vector<std::string> seen;
    for (const FolderEntry& entry : Tree(folder.path()).list("f")) seen.emplace_back(entry.name);
    CHECK(seen == names);
  }
}

TEST_CASE("a listing keeps its names when it is moved") {
  const TemporaryFolder folder;
  folder.write("f/a", "");
  FolderListing first = Tree(folder.path()).list("f");
  const FolderListing second = std::move(first);
  CHECK(second[0].path == "f/a");
  CHECK(second[0].name == "a");
}

TEST_CASE("reading stops at the limit, one byte behind it") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  tree.write("a", "12345");
  CHECK(try_read(tree, "a", 10).bytes == "12345");
  CHECK(try_read(tree, "a", 5).bytes == "12345");
  CHECK(try_read(tree, "a", 4).bytes == "12345");
  CHECK(try_read(tree, "a", 2).bytes == "123");
  CHECK_FALSE(try_read(tree, "a", 10).trouble.has_value());
  REQUIRE(try_read(tree, "none", 10).trouble.has_value());
  CHECK(try_read(tree, "none", 10).trouble->en == describe_errno(ENOENT).en);
}

TEST_CASE("what lies at a path is told without opening it") {
  const TemporaryFolder folder;
  folder.write("f/a", "");
  std::filesystem::create_directories(folder.path() + "/f/b");
  std::filesystem::create_symlink("a", folder.path() + "/f/c");
  std::filesystem::create_symlink("f", folder.path() + "/g");
  CHECK(mkfifo((folder.path() + "/f/d").c_str(), 0600) == 0);
  const Tree tree(folder.path());
  FileReader files(tree);
  using Sort = FolderEntry::Sort;
  CHECK(files.look("f/a").sort == Sort::file);
  CHECK(files.look("f/b").sort == Sort::folder);
  CHECK(files.look("f/c").sort == Sort::link);
  CHECK(files.look("f/d").sort == Sort::other);
  CHECK(files.look("g/a").sort == Sort::link);
  CHECK(files.look("g/b/x").sort == Sort::link);
  for (const std::string& path :
       {std::string("f/e"), std::string("none/a"), std::string("f/a/x"), std::string(300, 'x')}) {
    CHECK_FALSE(files.look(path).sort.has_value());
    CHECK_FALSE(files.look(path).trouble.has_value());
  }
  CHECK(files.look("../x").trouble.has_value());
  CHECK(files.look("f/..").trouble.has_value());
}

TEST_CASE("a file is written part by part") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  int left = 3;
  tree.write_parts("a", [&] { return std::string_view(left-- > 0 ? "xy" : ""); });
  tree.write_parts("empty", [] { return std::string_view(); });
  CHECK(folder.files() == std::map<std::string, std::string>{{"a", "xyxyxy"}, {"empty", ""}});
  CHECK(error_of([&] { tree.write_parts("../a", [] { return std::string_view(); }); }) != "");
}

TEST_CASE("no path leads out of the root") {
  const TemporaryFolder outer;
  outer.write("secret", "secret");
  outer.write("root/inside", "inside");
  std::filesystem::create_directories(outer.path() + "/root/a");
  std::filesystem::create_directories(outer.path() + "/root/x");
  const Tree tree(outer.path() + "/root");
  const std::string absolute = outer.path() + "/secret";
  for (const std::string& path :
       {std::string("../secret"), std::string("./inside"), std::string("a/../../secret"), absolute,
        std::string("//secret"), std::string(""), std::string("."), std::string(".."),
        std::string("inside/"), std::string("x/../inside")}) {
    CAPTURE(path);
    CHECK(error_of([&] { static_cast<void>(tree.read(path)); }) != "");
    CHECK(try_read(tree, path, 100).trouble.has_value());
    CHECK(try_read(tree, path, 100).bytes == "");
    CHECK_FALSE(tree.exists(path));
    CHECK(error_of([&] { tree.write(path, "x"); }) != "");
    CHECK(error_of([&] { tree.append(path, "x"); }) != "");
    CHECK(error_of([&] { tree.remove(path); }) != "");
    CHECK(error_of([&] { tree.make_folder(path); }) != "");
    CHECK(error_of([&] { tree.rename("inside", path, false); }) != "");
    CHECK(error_of([&] { tree.rename(path, "taken", false); }) != "");
  }
  CHECK(outer.files() ==
        std::map<std::string, std::string>{{"root/inside", "inside"}, {"secret", "secret"}});
}

TEST_CASE("no symbolic link is followed, be it a file or a folder on the way") {
  const TemporaryFolder outer;
  outer.write("outside/secret", "secret");
  outer.write("root/inside", "inside");
  namespace fs = std::filesystem;
  fs::create_symlink("../outside/secret", outer.path() + "/root/file_link");
  fs::create_symlink("../outside", outer.path() + "/root/folder_link");
  fs::create_symlink("inside", outer.path() + "/root/inner_link");
  fs::create_symlink("nowhere", outer.path() + "/root/dangling");
  const Tree tree(outer.path() + "/root");
  const std::string told = "is a symbolic link, which is not followed";
  for (const std::string path : {"file_link", "inner_link", "dangling"}) {
    CAPTURE(path);
    CHECK(error_of([&] { static_cast<void>(tree.read(path)); }) ==
          "4 " + tree.root() + "/" + path + ": " + told);
    CHECK(try_read(tree, path, 10).trouble->en == told);
    CHECK(error_of([&] { tree.write(path, "x"); }) ==
          "4 " + tree.root() + "/" + path + ": " + told);
    CHECK(error_of([&] { tree.append(path, "x"); }) != "");
  }
  CHECK(tree.exists("dangling"));
  CHECK_FALSE(tree.exists("folder_link/secret"));
  CHECK(error_of([&] { static_cast<void>(tree.read("folder_link/secret")); }) != "");
  CHECK(error_of([&] { tree.write("folder_link/new", "x"); }) != "");
  CHECK(error_of([&] { static_cast<void>(tree.list("folder_link")); }) != "");
  CHECK(error_of([&] { tree.make_folders_for("folder_link/a/b"); }) != "");
  CHECK(error_of([&] { tree.remove("folder_link/secret"); }) != "");
  CHECK(error_of([&] { tree.rename("inside", "folder_link/x", false); }) != "");
  CHECK(outer.files() == std::map<std::string, std::string>{{"outside/secret", "secret"},
                                                            {"root/inside", "inside"}});
}

TEST_CASE("what is no file can't be read, and nothing waits for a pipe") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  tree.make_folder("folder");
  REQUIRE(mkfifo((folder.path() + "/pipe").c_str(), 0600) == 0);
  CHECK(error_of([&] { static_cast<void>(tree.read("folder")); }) ==
        "4 " + tree.root() + "/folder: " + describe_errno(EISDIR).en);
  CHECK(error_of([&] { tree.write("folder", "x"); }) ==
        "4 " + tree.root() + "/folder: " + describe_errno(EISDIR).en);
  CHECK(error_of([&] { static_cast<void>(tree.list("pipe")); }) != "");
  CHECK(error_of([&] { tree.write("folder/a/b", "x"); }) ==
        "4 " + tree.root() + "/folder/a/b: " + describe_errno(ENOENT).en);
  CHECK(error_of([&] { static_cast<void>(tree.read("no/such/file")); }) == "");
  static_cast<void>(try_read(tree, "pipe", 10));
}

TEST_CASE("a root that is none can't be opened") {
  const TemporaryFolder folder;
  folder.write("file", "");
  CHECK(error_of([&] { const Tree tree(folder.path() + "/none"); }) ==
        "4 " + folder.path() + "/none: " + describe_errno(ENOENT).en);
  CHECK(error_of([&] { const Tree tree(folder.path() + "/file"); }) ==
        "4 " + folder.path() + "/file: is not a folder");
}

TEST_CASE("a descriptor is closed once, by its last owner") {
  const TemporaryFolder folder;
  folder.write("a", "x");
  const Tree tree(folder.path());
  Descriptor first = tree.open("a", O_RDONLY);
  REQUIRE(first.is_open());
  const int number = first.number();
  Descriptor second(std::move(first));
  CHECK(second.number() == number);
  CHECK(fcntl(number, F_GETFD) != -1);
  second = Descriptor();
  CHECK(fcntl(number, F_GETFD) == -1);
  CHECK_FALSE(second.is_open());
}

TEST_CASE("errors of the system are told in both languages") {
  for (const int error : {ENOENT, EACCES, EISDIR, ENOTDIR, ELOOP, ENOSPC, EROFS, EIO, EMFILE}) {
    CHECK_FALSE(describe_errno(error).en.empty());
    CHECK_FALSE(describe_errno(error).zh.empty());
    CHECK(describe_errno(error).en.find("{}") == std::string::npos);
  }
}
