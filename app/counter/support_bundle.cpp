#include "app/counter/support_bundle.h"

#include <sys/utsname.h>

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>

#include "app/counter/build_date.h"
#include "app/counter/clerk_list.h"
#include "app/counter/self_check.h"
#include "app/counter/shop_file.h"
#include "app/counter/tar_writer.h"
#include "capture/camera_list.h"
#include "core/files.h"
#include "store/doctor.h"
#include "store/unsent.h"
#include "vision/model_catalogue.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kLargestLog = 2U << 20U;                                            // each has 1 MB
constexpr std::array kLogs{"countersign.2.log", "countersign.1.log", "countersign.log"};  // oldest first

// A small file of the system's; empty if it is not there.
std::string firstLines(const fs::path& file, int most) {
    std::ifstream in(file);
    std::string text;
    for (std::string line; most > 0 && std::getline(in, line); --most) text += line + "\n";
    return text;
}

std::string osName() {
    std::istringstream lines(firstLines("/etc/os-release", 40));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("PRETTY_NAME=")) return line.substr(12);
    }
    return "unknown";
}

std::string versions(const Options& options) {
    utsname system{};
    ::uname(&system);
    std::ostringstream out;
    out << "countersign " << COUNTERSIGN_VERSION << ", built on " << toRfc3339(builtOn()) << "\n"
        << "Qt " << qVersion() << "\n"
        << "system " << osName() << "\n"
        << "kernel " << system.sysname << " " << system.release << " " << system.machine << "\n";
    if (const auto catalogue = ModelCatalogue::builtIn(options.models)) {
        for (const auto& entry : catalogue->entries())
            out << "model " << entry.id << " " << entry.version << " sha256 " << entry.sha256 << "\n";
    }
    return out.str();
}

std::string counts(const Options& options) {
    std::ostringstream out;
    if (const auto unsent = countUnsent(options.state / "queue"))
        out << "unsent " << unsent->records << ", bytes " << unsent->bytes << ", damaged " << unsent->damaged
            << ", oldest " << (unsent->oldest ? toRfc3339(*unsent->oldest) : "none") << "\n";
    if (const auto clerks = ClerkList::load(options.state / "clerks.json")) {
        std::map<std::string, int> roles;
        for (const auto& clerk : clerks->clerks()) ++roles[std::string(clerkRoleName(clerk.role))];
        for (const auto& [role, count] : roles) out << "clerks of role " << role << ": " << count << "\n";
    } else {
        out << "clerks: the list can't be read\n";
    }
    DoctorSettings settings;
    settings.state = options.state;
    const auto report = examineCounter(settings);
    if (!report) {
        // The usual reason is no fault: the window is open, and it is the queue's.
        if (report.error().code == ErrorCode::QueueInUse)
            out << "doctor: not looked over, the counter is running\n";
        else
            out << "doctor: E" << static_cast<int>(report.error().code) << "\n";
        return out.str();
    }
    for (const auto& [state, count] : report->rowsByState)
        out << "records " << state << ": " << count << "\n";
    out << "journal lines " << report->journalLines << ", free MB " << report->freeBytes / 1'000'000 << "\n";
    // By their words alone: where they were found may name a record.
    std::map<std::string, int> findings;
    for (const auto& finding : report->findings)
        ++findings[std::string(doctorGradeName(finding.grade)) + " " +
                   std::string(doctorCodeName(finding.code))];
    for (const auto& [words, count] : findings) out << "finding " << words << ": " << count << "\n";
    return out.str();
}

// What a device says of itself may hold anything: its signs are kept to plain ones.
std::string plainWords(std::string_view text) {
    std::string plain;
    for (const char c : text.substr(0, 100)) plain += c >= ' ' && c <= '~' ? c : '?';
    return plain;
}

std::string devices() {
    std::ostringstream out;
    for (const auto& camera : SystemCameraLister().list())
        out << "camera " << plainWords(camera.label) << ", driver " << plainWords(camera.driver)
            << (camera.virtualDevice ? ", software" : "") << "\n";
    // Without a display: what the kernel says of each connector.
    std::error_code code;
    for (fs::directory_iterator each("/sys/class/drm", code), end; !code && each != end;
         each.increment(code)) {
        if (!firstLines(each->path() / "status", 1).starts_with("connected")) continue;
        const auto mode = firstLines(each->path() / "modes", 1);
        out << "screen " << each->path().filename().string() << " "
            << (mode.empty() ? "of no known size\n" : mode);
    }
    out << "memory " << firstLines("/proc/meminfo", 1);
    return out.str();
}

std::string checkWords(const Options& options) {
    std::string words;
    for (const auto& line : selfCheck(options))
        words += std::string(checkGradeName(line.grade)) + "  " + line.what + ": " + sieved(line.told) + "\n";
    return words;
}

std::string logWords(const Options& options) {
    std::string words;
    for (const char* name : kLogs) {
        const auto bytes = readFile(options.state / name, kLargestLog);
        if (!bytes) continue;
        std::istringstream lines(std::string(bytes->begin(), bytes->end()));
        for (std::string line; std::getline(lines, line);) words += sieved(line) + "\n";
    }
    return words;
}

// "2026-11-29T09:41:00.123 I ": the one number that support needs, with the line's kind. By hand: std::regex
// goes as deep as a line is long.
std::size_t timeLength(std::string_view line) {
    constexpr std::string_view kForm = "0000-00-00T00:00:00.000 A ";
    if (line.size() < kForm.size()) return 0;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        const char c = line[i];
        const bool good = kForm[i] == '0'   ? c >= '0' && c <= '9'
                          : kForm[i] == 'A' ? c >= 'A' && c <= 'Z'
                                            : c == kForm[i];
        if (!good) return 0;
    }
    return kForm.size() - 1;
}

}  // namespace

std::string sieved(std::string_view line) {
    static const std::regex hex("\\b[0-9a-f]{12,}\\b", std::regex::icase);
    // A record's short code and the one on a receipt (Crockford's base 32 in fours), a one-time code.
    static const std::regex code("\\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4})+\\b");
    static const std::regex person("\\b(clerk|user) [A-Za-z0-9_.-]+");
    static const std::regex home("/home/[^/ ]+");
    // Who is signed in, and what somebody called the stick.
    static const std::regex medium("/(media|run/media)/[^/ ]+(/[^/]+)?");
    // No program here writes such a line; what it would say nobody reads.
    const bool cut = line.size() > kLongestLine;
    const std::string whole(line.substr(0, kLongestLine));
    const std::string time = whole.substr(0, timeLength(whole));
    auto text = std::regex_replace(whole.substr(time.size()), hex, "[id]");
    text = redact(text);
    text = std::regex_replace(text, code, "[code]");
    text = std::regex_replace(text, person, "$1 [name]");
    text = std::regex_replace(text, home, "/home/[name]");
    text = std::regex_replace(text, medium, "/$1/[name]");
    return time + text + (cut ? " [cut]" : "");
}

int runSupportBundle(const Options& options, Log& log) {
    const SystemClock clock;
    TarWriter tar(clock.wall());
    tar.add(
        "README.txt",
        "What a Countersign counter says of itself for support. It holds nothing of a buyer or a clerk, no "
        "key and no\nrecord's id. Look into it before you send it.\n");
    tar.add("versions.txt", versions(options));
    tar.add("self-check.txt", checkWords(options));
    tar.add("counts.txt", counts(options));
    tar.add("devices.txt", devices());
    tar.add("log.txt", logWords(options));
    if (const auto written = writeFileDurably(options.bundleFile, tar.finish()); !written) {
        log.error("support", describe(written.error()));
        std::cerr << "countersign: " << describe(written.error()) << "\n";
        return 1;
    }
    std::cout << "written: " << options.bundleFile.string() << std::endl;
    return 0;
}

}  // namespace countersign
