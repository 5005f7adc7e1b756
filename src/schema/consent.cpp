// SPDX-License-Identifier: MIT
// Consent of individuals, and the customer's word on what others said.
#include "schema/consent.hpp"

#include <algorithm>
#include <string>

#include "schema/field_path.hpp"
#include "schema/field_type.hpp"
#include "schema/masked_record.hpp"
#include "schema/scope.hpp"

namespace custrec {
namespace {

using Names = std::span<const std::string>;

NodeIndex find_personal(const Scope& scope, Names team);

/// What the change log says of a field is as personal as the field. Names of the team aren't.
bool says_personal(const Field& field, const Scope& scope, std::string_view text, Names team) {
  if (!is_personal(field, scope)) return false;
  const bool in_log = scope.document.path_of(scope.node).starts_with("changes[");
  const Field* logged = in_log ? find_logged_field(scope) : nullptr;
  if (logged != nullptr && !is_personal(*logged, *scope.outer->outer)) return false;
  return mask_text(logged == nullptr ? field : *logged, text, team) != text;
}

NodeIndex find_personal(const Scope& scope, const Field& field, NodeIndex node, Names team) {
  const Document& document = scope.document;
  if (document.is_empty(node)) return no_node;
  if (field.type->shape == Shape::single) {
    return says_personal(field, scope, document[node].text, team) ? node : no_node;
  }
  const FieldList& inner = scope.schemas.fields_of(field);
  if (document[node].kind == Kind::mapping) {
    return find_personal(Scope{scope.schemas, document, node, inner, &scope}, team);
  }
  for (const NodeIndex item : document.children(node)) {
    if (document[item].kind != Kind::mapping) continue;
    const NodeIndex found =
        find_personal(Scope{scope.schemas, document, item, inner, &scope}, team);
    if (found != no_node) return found;
  }
  return no_node;
}

/// The first personal value by the order of the schema.
NodeIndex find_personal(const Scope& scope, Names team) {
  for (const Field& field : scope.fields) {
    const NodeIndex node = scope.find(field);
    const NodeIndex found = node == no_node ? no_node : find_personal(scope, field, node, team);
    if (found != no_node) return found;
  }
  return no_node;
}

class ConsentChecker {
 public:
  ConsentChecker(const Document& document, const Schemas& schemas, Names team,
                 std::vector<Finding>& findings)
      : document_(document),
        schemas_(schemas),
        team_(team),
        findings_(findings),
        collection_(find_group(schemas.customer().fields, Document::root, "collection")) {}

  void run() {
    if (collection_.field == nullptr) return;
    check_third_party();
    if (document_.text_at(Document::root, "type") == "individual") check_consent_group();
  }

 private:
  /// A group of the schema, and where it stands in the record.
  struct Group {
    const Field* field = nullptr;  ///< null: the schema has none of that name
    NodeIndex node = no_node;
  };

  [[nodiscard]] Group find_group(const FieldList& fields, NodeIndex mapping,
                                 std::string_view name) const {
    const Field* field = find_field(fields, name);
    if (field == nullptr || field->type->shape != Shape::group) return {};
    NodeIndex node = mapping == no_node ? no_node : find_item(document_, mapping, *field);
    if (node != no_node && document_[node].kind != Kind::mapping) node = no_node;
    return {field, node};
  }

  /// Where the field stands when it is filled in.
  [[nodiscard]] NodeIndex find_filled(const Group& group, std::string_view name) const {
    const Field* field = find_field(schemas_.fields_of(*group.field), name);
    if (field == nullptr || group.node == no_node) return no_node;
    const NodeIndex node = find_item(document_, group.node, *field);
    return node == no_node || document_.is_empty(node) ? no_node : node;
  }

  [[nodiscard]] bool has_field(const Group& group, std::string_view name) const {
    return find_field(schemas_.fields_of(*group.field), name) != nullptr;
  }

  [[nodiscard]] bool is_told(std::uint32_t offset, std::string_view field) const {
    return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
      return finding.level == Level::error &&
             (finding.field == field || (offset > 0 && finding.offset == offset));
    });
  }

  void check_third_party() {
    const NodeIndex channel = find_filled(collection_, "channel");
    if (channel == no_node || document_[channel].text != "third_party") return;
    if (!has_field(collection_, "confirmed_at")) return;
    if (find_filled(collection_, "confirmed_at") != no_node) return;
    if (is_told(0, "collection.confirmed_at")) return;
    const bool active = document_.text_at(Document::root, "status") == "active";
    findings_.push_back(
        {document_[channel].span.begin,
         active ? Level::error : Level::warning,
         "confirm-third-party",
         document_.path_of(channel),
         {"the customer has not confirmed what a third party said",
          "第三方提供的信息尚未经客户确认"},
         {"collection.confirmed_at says when he did", "客户确认后填写 collection.confirmed_at"}});
  }

  void check_consent_group() {
    const Group consent =
        find_group(schemas_.fields_of(*collection_.field), collection_.node, "consent");
    if (consent.field == nullptr || !has_field(consent, "basis")) return;
    const NodeIndex basis = find_filled(consent, "basis");
    const bool by_consent = basis == no_node || document_[basis].text == "consent";
    const NodeIndex withdrawn = find_filled(consent, "withdrawn_at");
    const bool draft = document_.text_at(Document::root, "status") == "draft";
    const bool given = basis != no_node || find_filled(consent, "at") != no_node;
    if (!by_consent || (withdrawn == no_node && (given || draft))) return;
    if (withdrawn != no_node) drop_what_asks_for_personal();
    const NodeIndex personal = find_personal(
        Scope{schemas_, document_, Document::root, schemas_.customer().fields, nullptr}, team_);
    if (personal == no_node) return;
    if (withdrawn != no_node) {
      add(document_[withdrawn].span.begin, document_.path_of(withdrawn),
          fill({"the consent was withdrawn, and personal data are still here, the first in {}",
                "客户已撤回同意，仍留有个人信息，首处为 {}"},
               {document_.path_of(personal)}),
          {"empty them, or name another basis", "请清空个人信息，或写明其他合法依据"});
    } else {
      const NodeIndex near = consent.node != no_node ? consent.node : collection_.node;
      add(near == no_node ? 0 : document_[near].key_span.begin, "collection.consent.basis",
          {"personal data of an individual need a legal basis or a consent on record",
           "个人客户的个人信息须有合法依据或同意记录"},
          {"consent, contract, legal, public or other", "可填：同意、合同所必需、法定义务等"});
    }
  }

  /// Who has withdrawn the consent can't be asked for what has to go.
  void drop_what_asks_for_personal() {
    std::erase_if(findings_, [&](const Finding& finding) {
      if (finding.rule != "required" && finding.rule != "check") return false;
      const auto path = find_field_path(schemas_, finding.field);
      return path && may_hold_personal(schemas_, path->field());
    });
  }

  void add(std::uint32_t offset, const std::string& field, Text message, Text hint) {
    if (is_told(offset, field)) return;
    findings_.push_back(
        {offset, Level::error, "consent", field, std::move(message), std::move(hint)});
  }

  const Document& document_;
  const Schemas& schemas_;
  Names team_;
  std::vector<Finding>& findings_;
  Group collection_;
};

}  // namespace

bool may_hold_personal(const Schemas& schemas, const Field& field) {
  if (field.type->shape != Shape::entries) return field.may_be_personal();
  const FieldList& inner = schemas.fields_of(field);
  return std::any_of(inner.begin(), inner.end(),
                     [](const Field& one) { return one.may_be_personal(); });
}

void check_consent(const Document& document, const Schemas& schemas,
                   std::span<const std::string> team, std::vector<Finding>& findings) {
  ConsentChecker(document, schemas, team, findings).run();
}

}  // namespace custrec
