# Headers that nearly every source reads, read by the compiler once: of fourteen sources measured
# one by one the time was a quarter less.
# They are the standard library's, JSON's and, for tests, Catch2's; never the project's own. The preset dev builds
# without, so that a source which forgets an include is found.
set(countersign_common_headers
    <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <mutex>
    <optional> <set> <span> <sstream> <string> <string_view> <thread> <utility> <vector> <nlohmann/json.hpp>)

# countersign_targets(OUT DIR): every target made in a folder and below it.
function(countersign_targets out folder)
    get_property(found DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(sub ${below})
        countersign_targets(deeper ${sub})
        list(APPEND found ${deeper})
    endforeach()
    set(${out} ${found} PARENT_SCOPE)
endfunction()

# countersign_precompile(OWNER LINKS headers...): a target without code that owns the compiled headers.
function(countersign_precompile owner links)
    file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${owner}.cpp CONTENT "// Only the headers of this target are used.\n")
    add_library(${owner} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${owner}.cpp)
    target_link_libraries(${owner} PRIVATE ${links})
    target_precompile_headers(${owner} PRIVATE ${ARGN})
endfunction()

# countersign_reuse(FOLDER OWNER): every target of a folder reads the owner's headers.
function(countersign_reuse folder owner)
    countersign_targets(all ${PROJECT_SOURCE_DIR}/${folder})
    foreach(target ${all})
        get_target_property(kind ${target} TYPE)
        if(kind MATCHES "EXECUTABLE|STATIC_LIBRARY|OBJECT_LIBRARY")
            target_precompile_headers(${target} REUSE_FROM ${owner})
        endif()
    endforeach()
endfunction()

if(COUNTERSIGN_PRECOMPILED AND NOT COUNTERSIGN_FUZZ)
    countersign_precompile(common_headers "countersign_options" ${countersign_common_headers})
    countersign_reuse(engine common_headers)
    countersign_reuse(app common_headers)
    if(COUNTERSIGN_UI)
        countersign_reuse(ui common_headers)
    endif()
    if(COUNTERSIGN_TESTS)
        countersign_precompile(test_headers "countersign_options;Catch2::Catch2"
            ${countersign_common_headers} ${PROJECT_SOURCE_DIR}/tests/support/catch.h)
        countersign_reuse(tests test_headers)
    endif()
endif()
