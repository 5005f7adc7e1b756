# SPDX-License-Identifier: MIT
# What Debian wants of an installation that is to be a package: pages and change logs compressed,
# lintian told what is meant to be as it is.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(package ${CMAKE_CURRENT_LIST_DIR})
file(COPY_FILE ${package}/changelog ${root}/doc/custrec/changelog.Debian)
file(MAKE_DIRECTORY ${root}/lintian/overrides)
file(COPY_FILE ${package}/lintian-overrides ${root}/lintian/overrides/custrec)
file(GLOB_RECURSE pages ${root}/man/*)
execute_process(COMMAND gzip -9n ${pages} ${root}/doc/custrec/changelog
                        ${root}/doc/custrec/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
