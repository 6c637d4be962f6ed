// Looks at the built programs: what they drag in when they start, and how they are hardened.

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/catch.h"

namespace {

std::string output(const std::string& command) {
    struct Close {
        void operator()(FILE* pipe) const { ::pclose(pipe); }
    };
    const std::unique_ptr<FILE, Close> pipe(::popen(command.c_str(), "r"));
    REQUIRE(pipe);
    std::string text;
    std::array<char, 4096> part{};
    while (const std::size_t got = std::fread(part.data(), 1, part.size(), pipe.get()))
        text.append(part.data(), got);
    return text;
}

#ifdef COUNTERSIGN_HAS_UI
TEST_CASE("the counter program loads neither Qt 5 nor the film libraries") {
    const std::string program = std::string(COUNTERSIGN_BINARY_DIR) + "/app/counter/countersign";
    REQUIRE(std::filesystem::exists(program));
    const auto libraries = output("ldd " + program);
    REQUIRE(libraries.find("libQt6Widgets") != std::string::npos);
    for (const char* unwanted :
         {"libQt5", "opencv_highgui", "opencv_imgcodecs", "opencv_videoio", "libgdal", "libavcodec"}) {
        INFO(unwanted);
        CHECK(libraries.find(unwanted) == std::string::npos);
    }
}
#endif

#ifndef COUNTERSIGN_SANITIZED
std::vector<std::string> programs() {
    const std::string folder = std::string(COUNTERSIGN_BINARY_DIR) + "/app/";
    return {folder + "operator/countersign-operator", folder + "check/countersign-check",
#ifdef COUNTERSIGN_HAS_UI
            folder + "counter/countersign"
#endif
    };
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("the programs are hardened: address space, links, stack, library calls") {
    for (const auto& program : programs()) {
        INFO(program);
        REQUIRE(std::filesystem::exists(program));
        const auto head = output("LC_ALL=C readelf -hW " + program);
        const auto segments = output("LC_ALL=C readelf -lW " + program);
        const auto dynamic = output("LC_ALL=C readelf -dW " + program);
        const auto symbols = output("LC_ALL=C readelf -sW --dyn-syms " + program);
        REQUIRE(contains(segments, "LOAD"));
        // Loaded anywhere.
        CHECK(contains(head, "DYN (Position-Independent Executable file)"));
        CHECK(contains(dynamic, "PIE"));
        // Every link made at the start and then closed to writing.
        CHECK(contains(segments, "GNU_RELRO"));
        CHECK(contains(dynamic, "BIND_NOW"));
        // Nothing is run from the stack, and nothing that can be written can be run.
        const auto stack = segments.find("GNU_STACK");
        REQUIRE(stack != std::string::npos);
        const auto line = segments.substr(stack, segments.find('\n', stack) - stack);
        CHECK(contains(line, " RW "));
        CHECK_FALSE(contains(line, "RWE"));
        CHECK_FALSE(contains(segments, " RWE "));
        CHECK(contains(symbols, "__stack_chk_fail"));
        CHECK_FALSE(contains(dynamic, "RPATH"));
        CHECK_FALSE(contains(dynamic, "RUNPATH"));
        CHECK_FALSE(contains(dynamic, "TEXTREL"));
#if defined(COUNTERSIGN_OPTIMISED) && defined(__GLIBC__)
        CHECK(contains(symbols, "_chk@GLIBC"));  // library calls that know their buffer: _FORTIFY_SOURCE
#endif
#ifdef COUNTERSIGN_SHIPPED
#ifdef __x86_64__
        CHECK(contains(output("LC_ALL=C objdump -d --no-show-raw-insn --disassemble=main " + program),
                       "endbr64"));
#endif
        // No trace of it can be read from a program: the compiler was told for each of its files.
        const std::string commands = "/compile_commands.json | grep '\"command\"' | grep '/app/\\|/engine/'";
        CHECK(output(std::string("cat ") + COUNTERSIGN_BINARY_DIR + commands +
                     " | grep -v -c -e -fstack-clash-protection") == "0\n");
#endif
    }
}
#endif

}  // namespace
