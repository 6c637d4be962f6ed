# One target carries every compile and link flag of the project; nothing sets flags elsewhere.
add_library(countersign_options INTERFACE)
target_compile_features(countersign_options INTERFACE cxx_std_20)
target_compile_options(countersign_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
    -Wnull-dereference -Wimplicit-fallthrough -Wextra-semi
    -fstack-protector-strong -fno-omit-frame-pointer
    # Programs too: Qt asks it of whatever links it, and headers compiled once need the same flags everywhere.
    -fPIC)
# GCC 12 warns about its own std::string concatenation (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(countersign_options INTERFACE -Wno-restrict)
endif()
target_link_options(countersign_options INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed)
if(COUNTERSIGN_WERROR)
    # GCC 12 sees null pointers and short arrays in the standard library where there are none: told, and no error.
    target_compile_options(countersign_options INTERFACE -Werror -Wno-error=null-dereference -Wno-error=array-bounds)
endif()
if(CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo" AND NOT COUNTERSIGN_SANITIZE)
    target_compile_definitions(countersign_options INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
endif()
# What is shipped, beyond what every build has: a stack that can't be jumped over page by page, and, where the
# processor knows it, jumps that land only where one may (Debian's start files don't switch that on yet).
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT COUNTERSIGN_SANITIZE)
    target_compile_options(countersign_options INTERFACE -fstack-clash-protection)
    include(CheckCXXCompilerFlag)
    check_cxx_compiler_flag(-fcf-protection=full COUNTERSIGN_HAS_CET)
    if(COUNTERSIGN_HAS_CET)
        target_compile_options(countersign_options INTERFACE -fcf-protection=full)
    endif()
    # Position-independent also where that is not the compiler's own choice.
    include(CheckPIESupported)
    check_pie_supported(LANGUAGES CXX)
    # Nothing is looked for beside the system's libraries.
    set(CMAKE_SKIP_RPATH ON)
endif()
if(COUNTERSIGN_SANITIZE)
    target_compile_options(countersign_options INTERFACE -fsanitize=${COUNTERSIGN_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(countersign_options INTERFACE -fsanitize=${COUNTERSIGN_SANITIZE})
endif()
target_compile_definitions(countersign_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT
    COUNTERSIGN_VERSION="${PROJECT_VERSION}")

# Headers compiled once (precompiled.cmake) come out of ccache only if it is told that this is meant.
option(COUNTERSIGN_PRECOMPILED "Read the commonest headers once for all sources" ON)
if(COUNTERSIGN_PRECOMPILED AND CMAKE_CXX_COMPILER_LAUNCHER STREQUAL "ccache")
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ccache)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(countersign_options INTERFACE -fpch-preprocess)
    endif()
endif()

# countersign_library(NAME SOURCES a.cpp b.h LINKS cs_core ...): one static library per engine folder.
# Public headers are included as "folder/file.h".
function(countersign_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC countersign_options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/engine)
endfunction()

# countersign_test(NAME LABELS unit SOURCES ... LINKS ...): one Catch2 executable; ctest runs it as one test.
function(countersign_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE cs_test_support ${ARG_LINKS})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
        SKIP_RETURN_CODE 77 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;${ARG_ENVIRONMENT}")
endfunction()
