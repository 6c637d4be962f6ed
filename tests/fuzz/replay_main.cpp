// Drives a fuzz target over files and folders where there is no libFuzzer: each input once. A broken property
// or a crash ends the program with the input's name.

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string current;

void tellCurrent(int signal) {
    constexpr char kText[] = "\nwhile replaying ";
    (void)!::write(STDERR_FILENO, kText, sizeof kText - 1);
    (void)!::write(STDERR_FILENO, current.data(), current.size());
    (void)!::write(STDERR_FILENO, "\n", 1);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

}  // namespace

int main(int argc, char** argv) {
    namespace fs = std::filesystem;
    std::vector<fs::path> inputs;
    for (int i = 1; i < argc; ++i) {
        if (!fs::is_directory(argv[i])) {
            inputs.emplace_back(argv[i]);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(argv[i])) {
            if (entry.is_regular_file()) inputs.push_back(entry.path());
        }
    }
    std::sort(inputs.begin(), inputs.end());
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, tellCurrent);
    for (const auto& input : inputs) {
        current = input.string();
        std::ifstream file(input, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        if (!file) {
            std::fprintf(stderr, "cannot read %s\n", current.c_str());
            return 1;
        }
        // A block of its own and of just this size: a sanitizer then sees what is read beyond it.
        std::vector<std::uint8_t> exact(bytes.size());
        if (!bytes.empty()) std::memcpy(exact.data(), bytes.data(), bytes.size());
        LLVMFuzzerTestOneInput(exact.data(), exact.size());
    }
    std::printf("%zu inputs replayed\n", inputs.size());
    return inputs.empty() ? 1 : 0;
}
