// SPDX-License-Identifier: MIT
// The unit tests: one file here for each source file, `unit_tests --test-case=...` runs some.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>

int main(int argc, char** argv) {
  // Nothing is left in the person's own folders.
  unsetenv("XDG_STATE_HOME");
  setenv("HOME", "/nonexistent", 1);
  return doctest::Context(argc, argv).run();
}
