# Writes OUTPUT with the commit of the repository at SOURCE, if it is another than OUTPUT has. A
# repository around an unpacked archive of the source is not custrec's.
set(commit "")
if(EXISTS ${SOURCE}/.git)
  execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=7 --exclude=*
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// The commit that is built, written here by CMake.
#include "commands/commit.hpp"

namespace custrec {

std::string_view find_commit() { return "@commit@"; }

}  // namespace custrec
]])
