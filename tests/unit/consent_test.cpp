// SPDX-License-Identifier: MIT
// Consent of individuals, and the customer's word on what third parties said.
#include "schema/consent.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Schemas& schemas() {
  static const Schemas made = make_schemas(
      "- {name: pet, type: text, pii: personal}\n"
      "- {name: contacts, type: entries, fields: [{name: name, type: text, pii: personal}, "
      "{name: title, type: text}]}\n"
      "- {name: collection, type: group, fields: [{name: channel, type: text}, "
      "{name: confirmed_at, type: time, required_when: {name: asks}}, "
      "{name: consent, type: group, fields: [{name: basis, type: text}, {name: at, type: time}, "
      "{name: withdrawn_at, type: time}]}]}\n");
  return made;
}

std::string consent(const std::string& rest, const std::string& start = "type: individual\n") {
  return check_text(schemas(), start + rest);
}

const std::string missing =
    "error collection.consent.basis: personal data of an individual need a legal basis or a "
    "consent on record; consent, contract, legal, public or other [consent]\n";
const std::string withdrawn =
    "error collection.consent.withdrawn_at: the consent was withdrawn, and personal data are still "
    "here, the first in pet; empty them, or name another basis [consent]\n";

}  // namespace

TEST_CASE("personal data of individuals need a basis or a consent") {
  CHECK(consent("pet: x\n") == "0 " + missing);
  CHECK(consent("contacts:\n  - name: x\n") == "0 " + missing);
  CHECK(consent("pet: x\ncollection:\n  channel: a\n") == "24 " + missing);
  CHECK(consent("pet: x\ncollection:\n  consent:\n    basis: contract\n") == "");
  CHECK(consent("pet: x\ncollection:\n  consent:\n    at: 2024-03-01\n") == "");
  CHECK(consent("contacts:\n  - title: x\npet: \"\"\n") == "");
  CHECK(consent("pet: x\n", "type: enterprise\n") == "");
  CHECK(consent("pet: x\n", "") == "");
}

TEST_CASE("drafts may lack it, but what was withdrawn is withdrawn") {
  CHECK(consent("pet: x\n", "status: draft\ntype: individual\n") == "");
  const std::string text =
      "pet: x\ncollection:\n  consent:\n    basis: consent\n    withdrawn_at: 2024-03-02\n";
  CHECK(consent(text) == "84 " + withdrawn);
  CHECK(consent(text, "status: draft\ntype: individual\n") == "98 " + withdrawn);
  CHECK(consent("collection:\n  consent:\n    basis: consent\n    withdrawn_at: 2024-03-02\n") ==
        "");
  CHECK(consent("pet: x\ncollection:\n  consent:\n    withdrawn_at: 2024-03-02\n") ==
        "65 " + withdrawn);
  CHECK(consent("pet: x\ncollection:\n  consent:\n    basis: contract\n    withdrawn_at: "
                "2024-03-02\n") == "");
}

TEST_CASE("one problem per value") {
  const std::string told =
      consent("pet: x\ncollection:\n  consent:\n    withdrawn_at: 2024-02-30\n");
  CHECK(told.find("[time]") != std::string::npos);
  CHECK(told.find("[consent]") == std::string::npos);
}

TEST_CASE("what a third party said is confirmed before it is active") {
  const std::string text = "collection:\n  channel: third_party\n";
  const std::string told =
      " collection.channel: the customer has not confirmed what a third party said; "
      "collection.confirmed_at says when he did [confirm-third-party]\n";
  CHECK(consent(text, "status: submitted\n") == "41 warning" + told);
  // The schema knows no status in force.
  const std::string odd = "8 error status: active is none of draft, submitted [choice]\n";
  CHECK(consent(text, "status: active\n") == odd + "38 error" + told);
  CHECK(consent(text + "  confirmed_at: 2024-03-01\n", "status: active\n") == odd);
  CHECK(consent("collection:\n  channel: active\n", "status: active\n") == odd);
  // That it is required says it already.
  const std::string required = consent(text, "status: active\nname: asks\n");
  CHECK(required.find("[required]") != std::string::npos);
  CHECK(required.find("[confirm-third-party]") == std::string::npos);
}

TEST_CASE("a schema without these fields asks for nothing") {
  const Schemas bare = make_schemas("- {name: pet, type: text, pii: personal}\n");
  CHECK(check_text(bare, "type: individual\npet: x\n") == "");
}

TEST_CASE("who has withdrawn the consent isn't asked for personal data any more") {
  const Schemas made = make_schemas(
      "- {name: pet, type: text, pii: personal, required: true}\n"
      "- {name: stage, type: text, required: true}\n"
      "- {name: contacts, type: entries, min_items: 1, required: true, "
      "fields: [{name: name, type: text, pii: personal, required: true}]}\n"
      "- {name: collection, type: group, fields: [{name: consent, type: group, fields: "
      "[{name: basis, type: text}, {name: at, type: time}, {name: withdrawn_at, type: time}]}]}\n");
  const auto check = [&](const std::string& record) {
    return check_text(made, "type: individual\n" + record);
  };
  const std::string asked = "collection:\n  consent:\n    basis: consent\n";
  const std::string gone = asked + "    withdrawn_at: 2024-03-15\n";
  const std::string all = check(asked);
  CHECK(all.find("pet is missing") != std::string::npos);
  CHECK(all.find("contacts is missing") != std::string::npos);
  CHECK(check(gone) == "0 error stage: stage is missing [required]\n");
  CHECK(check("stage: x\n" + gone).empty());
  CHECK(check("stage: x\npet: rex\n" + gone).find("[consent]") != std::string::npos);
  CHECK(check(gone + "    at: 2024-03-01\n") == "0 error stage: stage is missing [required]\n");
}
