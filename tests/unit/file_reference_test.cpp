// SPDX-License-Identifier: MIT
// Where a record names files.
#include "schema/file_reference.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// `path=text sha256` for each, a line each.
std::string show_references(const Schemas& schemas, const std::string& text) {
  const Document document = read_document(text).document;
  std::string lines;
  for (const FileReference& reference : FileFields(schemas).find(document)) {
    lines += document.path_of(reference.path) + "=" + std::string(document[reference.path].text);
    if (reference.sha256 != no_node) {
      lines += " " + std::string(document[reference.sha256].text);
    }
    lines += "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("the files and the files of contracts are found, with the hash beside them") {
  CHECK(show_references(shipped_schemas(),
                        "name: attachments/not\n"
                        "contracts:\n"
                        "  - id: H1\n"
                        "  - file: attachments/a\n"
                        "files:\n"
                        "  - path: attachments/b\n"
                        "    sha256: \"12\"\n"
                        "  - sha256: \"34\"\n"
                        "  - path: \"\"\n"
                        "changes:\n"
                        "  - fields:\n"
                        "      - from: attachments/c\n") ==
        "contracts[1].file=attachments/a\nfiles[0].path=attachments/b 12\n");
  CHECK(show_references(shipped_schemas(), faultless_record()) == "");
}

TEST_CASE("what isn't of the right shape is passed over") {
  for (const std::string text :
       {"files: text\n", "files:\n  path: attachments/a\n", "files:\n  - text\n", "files: []\n",
        "files:\n  - path:\n      - attachments/a\n", "- files\n"}) {
    CAPTURE(text);
    CHECK(show_references(shipped_schemas(), text) == "");
  }
}

TEST_CASE("any field of the type counts: of the record, of groups and entries, renamed ones") {
  const Schemas schemas = make_schemas(
      "- name: logo\n"
      "  type: file\n"
      "  renamed_from: picture\n"
      "- name: papers\n"
      "  type: group\n"
      "  fields:\n"
      "    - name: proofs\n"
      "      type: entries\n"
      "      fields:\n"
      "        - name: scan\n"
      "          type: file\n"
      "    - name: remark\n"
      "      type: text\n");
  CHECK(show_references(schemas,
                        "picture: attachments/a\n"
                        "sha256: x\n"
                        "papers:\n"
                        "  proofs:\n"
                        "    - scan: attachments/b\n"
                        "  remark: attachments/c\n") ==
        "picture=attachments/a x\npapers.proofs[0].scan=attachments/b\n");
}
