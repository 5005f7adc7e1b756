// SPDX-License-Identifier: MIT
// The unit tests: one file here for each source file, `unit_tests --test-case=...` runs some.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
