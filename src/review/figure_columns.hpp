// SPDX-License-Identifier: MIT
// The fields that the figures of a report are made of.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "review/column.hpp"

namespace custrec {

/// All fields that are looked at, and the names of the team.
class FigureColumns {
 public:
  explicit FigureColumns(const Archive& archive)
      : schemas(archive.schemas()),
        fields(schemas.customer().fields),
        industry(archive, fields, "industry"),
        region(archive, fields, "region"),
        names(archive.team().names().begin(), archive.team().names().end()) {}

  /// The name when it is somebody of the team, else empty.
  [[nodiscard]] std::string_view person(std::string_view name) const {
    return names.contains(name) ? name : std::string_view();
  }

  const Schemas& schemas;
  const FieldList& fields;
  Column type{fields, "type"}, segment{fields, "segment"}, stage{fields, "stage"},
      grade{fields, "grade"}, owner{fields, "owner"}, status{fields, "status"},
      activity{fields, "activity"};
  CodeColumn industry, region;
  ListColumn collection{schemas, "collection"};
  Column collected_by = collection.column("collected_by");
  Column entered_at = collection.column("entered_at");
  ListColumn anomalies{schemas, "anomalies"};
  Column found_at = anomalies.column("found_at"), how = anomalies.column("how"),
         field = anomalies.column("field"), cause = anomalies.column("cause"),
         due = anomalies.column("due"), resolved_at = anomalies.column("resolved_at"),
         resolution = anomalies.column("resolution");
  ListColumn complaints{schemas, "complaints"};
  Column received_at = complaints.column("received_at"), channel = complaints.column("channel"),
         responsibility = complaints.column("responsibility"),
         answered_at = complaints.column("answered_at"),
         completed_at = complaints.column("completed_at"),
         satisfaction = complaints.column("satisfaction");
  ListColumn needs{schemas, "needs"};
  Column raised_at = needs.column("raised_at"), kind = needs.column("kind"),
         priority = needs.column("priority"), score = needs.column("satisfaction"),
         lessons = needs.column("lessons");
  ListColumn reviews{schemas, "reviews"};
  Column reviewed_at = reviews.column("at"), reviewer = reviews.column("by"),
         result = reviews.column("result");
  std::set<std::string, std::less<>> names;
};

}  // namespace custrec
