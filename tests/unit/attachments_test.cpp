// SPDX-License-Identifier: MIT
// What attachments are called, and what they hold.
#include "archive/attachments.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "test_support.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

Document enterprise(const std::string& name) {
  return read_document("id: C20240315001\ntype: enterprise\nname: \"" + name + "\"\n").document;
}

/// Of a contract of 2024.
std::string name_for(const std::string& customer, const std::string& source,
                     const std::set<std::string>& taken = {}) {
  return attachment_name(enterprise(customer), "合同", "2024", source, taken);
}

const std::string oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
const std::string version = "version https://git-lfs.github.com/spec/v1\n";
const std::string pointer = version + "oid sha256:" + oid + "\nsize 12345\n";

std::string show(const ContentDigest& digest) {
  return digest.trouble ? digest.trouble->en : digest.sha256;
}

}  // namespace

TEST_CASE("an attachment is called after the customer, the year and the kind") {
  CHECK(name_for("示例机械有限公司", "/tmp/扫描件.PDF") == "示例机械有限公司-2024-合同.pdf");
  CHECK(name_for("Beispiel GmbH", "letter.txt") == "Beispiel GmbH-2024-合同.txt");
  CHECK(attachment_name(enterprise("样例公司"), "Business licence", "2025", "a.jpeg", {}) ==
        "样例公司-2025-Business licence.jpeg");
}

TEST_CASE("no name of a person stands in a path") {
  for (const std::string type : {"type: individual\n", "", "type: other\n"}) {
    const Document record = read_document("id: C1\n" + type + "name: 王小明\n").document;
    CHECK(attachment_name(record, "合同", "2024", "a.pdf", {}) == "C1-2024-合同.pdf");
  }
  CHECK(name_for("", "a.pdf") == "C20240315001-2024-合同.pdf");
}

TEST_CASE("the ending is the last one, if it looks like one") {
  struct Row {
    std::string source, ending;
  };
  for (const Row& row : std::vector<Row>{{"a.pdf", ".pdf"},
                                         {"A.TAR.GZ", ".gz"},
                                         {"a", ""},
                                         {"dir.d/a", ""},
                                         {".hidden", ""},
                                         {"dir/.hidden", ""},
                                         {"a.", ""},
                                         {"a.v2 final", ""},
                                         {"a.第二版", ""},
                                         {"a.7z", ".7z"},
                                         {"a.abcdefghijklmnop", ".abcdefghijklmnop"},
                                         {"a.abcdefghijklmnopq", ""},
                                         {"", ""}}) {
    CAPTURE(row.source);
    CHECK(name_for("甲", row.source) == "甲-2024-合同" + row.ending);
  }
}

TEST_CASE("a name that is taken gets a number, also where only case or width differ") {
  const std::string plain = "ABC-2024-合同.pdf";
  CHECK(name_for("ABC", "x.pdf", {"other.pdf"}) == plain);
  CHECK(name_for("ABC", "x.pdf", {plain}) == "ABC-2024-合同-2.pdf");
  CHECK(name_for("ABC", "x.pdf", {plain, "ABC-2024-合同-2.pdf"}) == "ABC-2024-合同-3.pdf");
  CHECK(name_for("abc", "x.pdf", {plain}) == "abc-2024-合同-2.pdf");
  CHECK(name_for("ＡＢＣ", "x.pdf", {plain}) == "ＡＢＣ-2024-合同-2.pdf");
  CHECK(name_for("ABC", "x.txt", {plain}) == "ABC-2024-合同.txt");
}

TEST_CASE("what a file system or a reader stumbles over is made safe") {
  struct Row {
    std::string customer, safe;
  };
  for (const Row& row : std::vector<Row>{{"A/B", "A_B"},
                                         {"../../etc/passwd", "_._.._etc_passwd"},
                                         {"..", "_."},
                                         {".hidden", "_hidden"},
                                         {"a\\\\b:c*d?e\\\"f<g>h|i", "a_b_c_d_e_f_g_h_i"},
                                         {"a\\u0001b\\u007Fc\\u0085d", "a_b_c d"},
                                         {"a\\tb\\nc", "a b c"},
                                         {"  a\\u3000b ", "a b"},
                                         {"a\\u200Bb\\u202Ec", "abc"}}) {
    CAPTURE(row.customer);
    CHECK(name_for(row.customer, "x.pdf") == row.safe + "-2024-合同.pdf");
  }
  CHECK(attachment_name(enterprise("甲"), "a/b", "../..", "x.pdf", {}) == "甲-.._..-a_b.pdf");
}

TEST_CASE("a name is cut to 255 bytes between characters and keeps its ending") {
  std::string customer;
  for (int at = 0; at < 200; ++at) customer += "示";
  for (const std::string& shift : {std::string(), std::string("a"), std::string("ab")}) {
    for (const std::set<std::string>& taken :
         std::vector<std::set<std::string>>{{}, {name_for(shift + customer, "x.pdf")}}) {
      const std::string name = name_for(shift + customer, "x.pdf", taken);
      CHECK(name.size() <= 255);
      CHECK(name.size() > 250);
      CHECK_FALSE(find_invalid_utf8(name).has_value());
      CHECK(name.ends_with(taken.empty() ? "-2024-合同.pdf" : "-2024-合同-2.pdf"));
    }
  }
  const std::string name =
      attachment_name(enterprise("甲"), std::string(999, 'k'), std::string(999, '1'), "x.pdf", {});
  CHECK(name == "甲-" + std::string(16, '1') + "-" + std::string(100, 'k') + ".pdf");
}

TEST_CASE("names are taken by what lies in the folder and by what the record lists") {
  const TemporaryFolder folder;
  folder.write("attachments/C1/here.pdf", "");
  folder.write("attachments/C1/.hidden", "");
  folder.write("attachments/C1/folder/x", "");
  folder.write("attachments/C10/other.pdf", "");
  const FileFields fields(shipped_schemas());
  const Document record = read_document(
                              "files:\n"
                              "  - path: attachments/C1/lost.pdf\n"
                              "  - path: attachments/C10/else.pdf\n"
                              "contracts:\n"
                              "  - file: attachments/C1/signed.pdf\n")
                              .document;
  const Tree tree(folder.path());
  CHECK(find_taken_names(tree, fields, "C1", record) ==
        std::set<std::string>{".hidden", "folder", "here.pdf", "lost.pdf", "signed.pdf"});
  CHECK(find_taken_names(tree, fields, "C2", record).empty());
}

TEST_CASE("a pointer of Git LFS names the hash of what it points to") {
  CHECK(find_pointer_digest(pointer) == oid);
  CHECK(find_pointer_digest(version + "ext-0-foo sha256:" + oid + "\noid sha256:" + oid +
                            "\nsize 0\n") == oid);
  for (const std::string& text :
       {std::string(), version, version + "oid sha256:" + oid + "\n", version + "size 1\n",
        version + "oid sha256:" + oid + "\nsize one\n",
        version + "oid sha256:" + oid + "\nsize 12345", " " + pointer,
        version + "oid sha256:" + oid.substr(1) + "\nsize 1\n",
        version + "oid md5:" + oid + "\nsize 1\n", pointer + std::string(1000, 'x') + "\n"}) {
    CAPTURE(text);
    CHECK_FALSE(find_pointer_digest(text).has_value());
  }
}

TEST_CASE("contents are hashed whatever their size, pointers count as what they point to") {
  const TemporaryFolder folder;
  std::string large;
  for (int at = 0; at < 300000; ++at) large += std::to_string(at);
  folder.write("large", large);
  folder.write("empty", "");
  folder.write("pointer", pointer);
  folder.write("longer", pointer + std::string(64 << 10, '\n'));
  std::filesystem::create_directories(folder.path() + "/folder");
  std::filesystem::create_symlink("empty", folder.path() + "/link");
  CHECK(mkfifo((folder.path() + "/pipe").c_str(), 0600) == 0);
  const Tree tree(folder.path());
  FileReader files(tree);
  CHECK(show(read_content_digest(files, "large")) == sha256(large));
  CHECK(show(read_content_digest(files, "empty")) == sha256(""));
  CHECK(show(read_content_digest(files, "pointer")) == oid);
  CHECK(show(read_content_digest(files, "longer")) ==
        sha256(pointer + std::string(64 << 10, '\n')));
  CHECK(show(read_content_digest(files, "folder")) == "is no regular file");
  CHECK(show(read_content_digest(files, "pipe")) == "is no regular file");
  CHECK(show(read_content_digest(files, "link")) == "is a symbolic link, which is not followed");
  CHECK(show(read_content_digest(files, "none")) == "no such file or folder");
  CHECK(show(read_content_digest(files, "../x")) == "permission denied");
}
