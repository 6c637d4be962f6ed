// What tests/e2e/window/canary needs and a script can't do fast enough: draws a document for a buyer who
// doesn't exist, opens a stored record with the operator's key, makes search patterns of pictures, and looks
// for patterns in the memory of a running program and in files.
//
//   document PERSON NAME NUMBER PICTURE      a resident card as a PNG of 3 channels
//   open BODY KEY FOLDER                     portrait.jpg and frame.jpg of a stored record
//   rows LABEL TOLERANCE PICTURE X Y W H N   patterns: stretches of N rows with the most in them, in each
//   layout bytes LABEL FILE                         patterns: samples of 64 bytes memory PID PATTERNS all
//   that can be read of a running program, held still meanwhile file FILE PATTERNS                       one
//   file unchanged PID                            of the places on standard input, those that still hold the
//   same bytes
//
// A pattern is a line "label TAB tolerance TAB hex", where ".." stands for any byte. Tolerance 0: byte for
// byte; else the mean difference of a byte that still counts. Found places are lines "label TAB where TAB
// address TAB hex".
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "practice/made_document.h"
#include "practice/specimen_document.h"
#include "protocol/envelope.h"
#include "protocol/keys.h"
#include "protocol/payload.h"

namespace {

using namespace countersign;

constexpr int kRowPixels = 48;
constexpr std::size_t kSampleBytes = 64;
constexpr std::size_t kPage = 4096;
constexpr std::size_t kPieceBytes = 64U << 20U;
constexpr int kMostTold = 40;  // places of one pattern's label; the rest is counted

struct Fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::vector<std::uint8_t> readAll(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Fault("can't read " + file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string hexOf(const std::uint8_t* bytes, std::size_t size) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    for (std::size_t i = 0; i < size; ++i) {
        hex += kDigits[bytes[i] >> 4];
        hex += kDigits[bytes[i] & 15];
    }
    return hex;
}

// --- patterns ---

struct Pattern {
    std::string label;
    int tolerance = 0;
    std::vector<std::uint8_t> bytes;
    std::vector<std::size_t> counted;  // places that must fit; the others may hold anything
    bool secondCounts = true;
};

std::vector<Pattern> readPatterns(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw Fault("can't read " + file);
    std::vector<Pattern> patterns;
    for (std::string line; std::getline(in, line);) {
        std::istringstream parts(line);
        Pattern pattern;
        std::string tolerance, hex;
        std::getline(parts, pattern.label, '\t');
        std::getline(parts, tolerance, '\t');
        std::getline(parts, hex);
        pattern.tolerance = std::atoi(tolerance.c_str());
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
            unsigned value = 0;
            if (hex[i] != '.') {
                std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
                pattern.counted.push_back(i / 2);
            }
            pattern.bytes.push_back(static_cast<std::uint8_t>(value));
        }
        if (pattern.counted.size() < 4 || pattern.counted[0] != 0)
            throw Fault("a pattern is too short or begins with anything: " + pattern.label);
        // Neighbours are alike, in pictures most of all: places far from each other tell sooner that it
        // doesn't fit.
        pattern.secondCounts = pattern.counted[1] == 1;
        std::mt19937 same(1);
        std::shuffle(pattern.counted.begin(), pattern.counted.end(), same);
        patterns.push_back(std::move(pattern));
    }
    return patterns;
}

// All patterns at once: the first two bytes that count lead to those few that may begin here.
class Searcher {
  public:
    explicit Searcher(std::vector<Pattern> patterns) : m_patterns(std::move(patterns)) {
        for (std::size_t i = 0; i < m_patterns.size(); ++i) {
            const auto& pattern = m_patterns[i];
            m_longest = std::max(m_longest, pattern.bytes.size());
            const int slack = pattern.tolerance * 2;
            const int first = pattern.bytes[0];
            for (int a = std::max(0, first - slack); a <= std::min(255, first + slack); ++a)
                m_byFirst[static_cast<std::size_t>(a)].push_back(i);
        }
        // Per first byte, which second ones: most places are put aside by one look at this table.
        for (std::size_t a = 0; a < 256; ++a) {
            for (const std::size_t i : m_byFirst[a]) {
                const auto& pattern = m_patterns[i];
                if (!pattern.secondCounts) {
                    for (std::size_t b = 0; b < 256; ++b) m_pairs[a * 256 + b].push_back(i);
                    continue;
                }
                const int slack = pattern.tolerance * 2;
                const int second = pattern.bytes[1];
                for (int b = std::max(0, second - slack); b <= std::min(255, second + slack); ++b)
                    m_pairs[a * 256 + static_cast<std::size_t>(b)].push_back(i);
            }
        }
        for (std::size_t i = 0; i < m_pairs.size(); ++i) m_any[i] = !m_pairs[i].empty();
    }

    [[nodiscard]] std::size_t longest() const { return m_longest; }

    // `first`: only places that begin before it are told, so that overlapping pieces tell each place once.
    void search(const std::uint8_t* data, std::size_t size, std::size_t first, const std::string& where,
                std::uint64_t address) {
        if (size < 2) return;
        const std::size_t end = std::min(first, size - 1);
        for (std::size_t at = 0; at < end; ++at) {
            // Most of a program's memory is empty: a whole page of nothing is passed over at once.
            if (at % kPage == 0 && at + kPage < size && empty(data + at)) {
                at += kPage - 2;  // the last byte may begin something
                continue;
            }
            const std::size_t pair = data[at] * 256U + data[at + 1];
            if (!m_any[pair]) continue;
            for (const std::size_t i : m_pairs[pair]) {
                const auto& pattern = m_patterns[i];
                if (pattern.bytes.size() > size - at || !fits(pattern, data + at)) continue;
                m_found.push_back({i, where, address + at, hexOf(data + at, pattern.bytes.size())});
            }
        }
    }

    // Places inside one of `own` are passed over.
    void tell(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& own = {}) const {
        std::map<std::string, int> counts;
        for (const auto& found : m_found) {
            const auto inside = [&](const auto& range) {
                return found.address >= range.first && found.address < range.second;
            };
            if (std::any_of(own.begin(), own.end(), inside)) continue;
            const auto& label = m_patterns[found.pattern].label;
            if (++counts[label] > kMostTold) continue;
            std::cout << label << '\t' << found.where << '\t' << std::hex << found.address << std::dec << '\t'
                      << found.hex << '\n';
        }
        for (const auto& [label, count] : counts) {
            if (count > kMostTold)
                std::cout << label << "\tand " << count - kMostTold << " more places\t0\t\n";
        }
    }

    [[nodiscard]] std::vector<std::uint64_t> placesOf(std::size_t pattern) const {
        std::vector<std::uint64_t> places;
        for (const auto& found : m_found) {
            if (found.pattern == pattern) places.push_back(found.address);
        }
        return places;
    }

  private:
    struct Found {
        std::size_t pattern;
        std::string where;
        std::uint64_t address;
        std::string hex;
    };

    static bool empty(const std::uint8_t* page) {
        return page[0] == 0 && std::memcmp(page, page + 1, kPage - 1) == 0;
    }

    static bool fits(const Pattern& pattern, const std::uint8_t* data) {
        if (pattern.tolerance == 0) {
            for (const std::size_t i : pattern.counted) {
                if (data[i] != pattern.bytes[i]) return false;
            }
            return true;
        }
        // The first few by themselves: nearly all places end here.
        constexpr std::size_t kFew = 8;
        int apart = 0;
        for (std::size_t i = 0; i < kFew && i < pattern.counted.size(); ++i) {
            const std::size_t at = pattern.counted[i];
            apart += std::abs(int(data[at]) - int(pattern.bytes[at]));
        }
        if (apart > pattern.tolerance * static_cast<int>(kFew) * 4) return false;
        const int allowed = pattern.tolerance * static_cast<int>(pattern.counted.size());
        apart = 0;
        for (const std::size_t i : pattern.counted) {
            apart += std::abs(int(data[i]) - int(pattern.bytes[i]));
            if (apart > allowed) return false;
        }
        return true;
    }

    std::vector<Pattern> m_patterns;
    std::size_t m_longest = 0;
    std::array<std::vector<std::size_t>, 256> m_byFirst;
    std::vector<std::vector<std::size_t>> m_pairs = std::vector<std::vector<std::size_t>>(65536);
    std::vector<char> m_any = std::vector<char>(65536);
    std::vector<Found> m_found;
};

// --- pictures ---

void tellPattern(const std::string& label, int tolerance, const std::string& hex) {
    std::cout << label << '\t' << tolerance << '\t' << hex << '\n';
}

// The same stretch as cameras, OpenCV, Qt and screens keep it.
void tellLayouts(const std::string& label, int tolerance, const cv::Mat& stretch) {
    std::string bgr, rgb, bgrx, rgbx;
    for (int x = 0; x < stretch.cols; ++x) {
        const auto& pixel = stretch.at<cv::Vec3b>(0, x);
        const std::array<std::uint8_t, 3> forward{pixel[0], pixel[1], pixel[2]};
        const std::array<std::uint8_t, 3> back{pixel[2], pixel[1], pixel[0]};
        const std::string blueFirst = hexOf(forward.data(), 3), redFirst = hexOf(back.data(), 3);
        bgr += blueFirst;
        rgb += redFirst;
        bgrx += blueFirst + "..";
        rgbx += redFirst + "..";
    }
    cv::Mat gray;
    cv::cvtColor(stretch, gray, cv::COLOR_BGR2GRAY);
    tellPattern(label + " BGR", tolerance, bgr);
    tellPattern(label + " RGB", tolerance, rgb);
    tellPattern(label + " BGRX", tolerance, bgrx);
    tellPattern(label + " RGBX", tolerance, rgbx);
    // Roundings differ by one between libraries.
    tellPattern(label + " gray", std::max(tolerance, 1),
                hexOf(gray.ptr(), static_cast<std::size_t>(gray.cols)));
}

double liveliness(const cv::Mat& stretch) {
    cv::Mat gray;
    cv::cvtColor(stretch, gray, cv::COLOR_BGR2GRAY);
    cv::Scalar mean, deviation;
    cv::meanStdDev(gray, mean, deviation);
    return deviation[0];
}

int rows(const std::string& label, int tolerance, const std::string& file, cv::Rect part, int count) {
    const cv::Mat picture = cv::imread(file, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    if (picture.empty()) throw Fault("no picture: " + file);
    part &= cv::Rect({}, picture.size());
    if (part.empty()) part = cv::Rect({}, picture.size());
    struct Stretch {
        double lively;
        cv::Rect at;
    };
    std::vector<Stretch> all;
    for (int y = part.y; y < part.br().y; ++y) {
        Stretch best{0, {}};
        for (int x = part.x; x + kRowPixels <= part.br().x; x += 4) {
            const cv::Rect at(x, y, kRowPixels, 1);
            const double lively = liveliness(picture(at));
            if (lively > best.lively) best = {lively, at};
        }
        if (best.lively >= 20) all.push_back(best);  // what is nearly flat is found anywhere
    }
    if (all.empty()) throw Fault("nothing to be seen in " + file);
    std::sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) { return a.lively > b.lively; });
    // Not all from one edge: some way from each other.
    std::vector<Stretch> chosen;
    const int apart = std::max(1, part.height / (count * 2));
    for (const auto& one : all) {
        if (static_cast<int>(chosen.size()) == count) break;
        if (std::none_of(chosen.begin(), chosen.end(),
                         [&](const Stretch& other) { return std::abs(other.at.y - one.at.y) < apart; }))
            chosen.push_back(one);
    }
    for (const auto& one : chosen) {
        const cv::Mat straight = picture(one.at).clone();
        cv::Mat mirrored;
        cv::flip(straight, mirrored, 1);
        tellLayouts(label, tolerance, straight);
        tellLayouts(label + " mirrored", tolerance, mirrored);
    }
    return 0;
}

int document(const std::string& file, const std::string& name, const std::string& number,
             const std::string& out) {
    const auto person = loadPerson(file);
    if (!person) throw Fault(describe(person.error()));
    auto text = specimenText(**person, SpecimenKind::ResidentCard, 0);
    text.name = name;
    text.number = number;
    // Born as the number says, or the program would rightly find that they differ.
    text.birth = std::chrono::year(std::stoi(number.substr(6, 4))) /
                 static_cast<int>(std::stoi(number.substr(10, 2))) / std::stoi(number.substr(12, 2));
    text.sex = (number[16] - '0') % 2 == 1 ? Sex::Male : Sex::Female;
    const auto specimen = drawSpecimen(text, portraitOnly(**person));
    if (!specimen) throw Fault(describe(specimen.error()));
    if (!cv::imwrite(out, specimen->bgr)) throw Fault("can't write " + out);
    const auto& at = specimen->portrait;
    std::cout << at.x << ' ' << at.y << ' ' << at.width << ' ' << at.height << '\n';
    return 0;
}

// --- records ---

int openRecord(const std::string& body, const std::string& keyFile, const std::string& folder) {
    if (const auto crypto = initCrypto(); !crypto) throw Fault(describe(crypto.error()));
    const auto key = OpeningKey::read(keyFile);
    if (!key) throw Fault(describe(key.error()));
    const auto envelope = parseEnvelope(readAll(body));
    if (!envelope) throw Fault(describe(envelope.error()));
    const auto plain = key->open(envelope->sealedPayload);
    if (!plain) throw Fault(describe(plain.error()));
    const auto payload = decodePayload(*plain);
    if (!payload) throw Fault(describe(payload.error()));
    const auto write = [&](const char* name, const Bytes& bytes) {
        std::ofstream(std::filesystem::path(folder) / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    write("portrait.jpg", payload->portraitJpeg);
    write("frame.jpg", payload->bestFrameJpeg);
    std::cout << payload->fields.at("details").dump() << '\n';
    return 0;
}

// --- where is searched ---

int bytesOf(const std::string& label, const std::string& file) {
    const auto bytes = readAll(file);
    // Not the beginning: headers and tables are the same in every file.
    constexpr std::size_t kSamples = 40;
    const std::size_t from = std::min<std::size_t>(bytes.size() / 4, 1024);
    if (bytes.size() < from + kSampleBytes) throw Fault("too small: " + file);
    const std::size_t step = std::max(kSampleBytes, (bytes.size() - from - kSampleBytes) / kSamples + 1);
    for (std::size_t at = from; at + kSampleBytes <= bytes.size(); at += step)
        tellPattern(label, 0, hexOf(bytes.data() + at, kSampleBytes));
    return 0;
}

int searchFile(const std::string& file, const std::string& patterns) {
    Searcher searcher(readPatterns(patterns));
    const auto bytes = readAll(file);
    searcher.search(bytes.data(), bytes.size(), bytes.size(), file, 0);
    searcher.tell();
    return 0;
}

std::string statOf(int pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(in, line);
    const auto end = line.rfind(')');
    return end == std::string::npos ? std::string() : line.substr(end + 2);
}

// Stopped while it is read, so that nothing moves from what is read later to what was read before.
class HeldStill {
  public:
    explicit HeldStill(int pid) : m_pid(pid) {
        if (::kill(pid, SIGSTOP) != 0) throw Fault("can't stop the program");
        while (true) {
            const auto state = statOf(pid);
            if (state.empty()) throw Fault("the program is gone");
            if (state[0] == 'T') break;
            ::sched_yield();
        }
    }
    ~HeldStill() { ::kill(m_pid, SIGCONT); }
    HeldStill(const HeldStill&) = delete;
    HeldStill& operator=(const HeldStill&) = delete;

  private:
    int m_pid;
};

constexpr std::size_t kStretch = 1024;

// A stretch of a texture; found in memory, it tells where the whole of it lies.
struct Texture {
    Pattern middle;
    std::uint64_t before, size;  // bytes
};

std::vector<Texture> texturesOf(const std::string& file) {
    const auto person = loadPerson(file);
    if (!person) throw Fault(describe(person.error()));
    std::vector<Texture> textures;
    for (const auto& part : (*person)->parts) {
        const auto& picture = part.texture;
        if (!picture.isContinuous()) throw Fault("a texture is not in one piece");
        const std::size_t size = picture.total() * picture.elemSize();
        // Much of a texture is empty, as much of memory is: a stretch that is like no other.
        std::size_t before = 0;
        std::size_t most = 0;
        for (std::size_t at = 0; at + kStretch <= size; at += kStretch) {
            const std::set<std::uint8_t> values(picture.data + at, picture.data + at + kStretch);
            if (picture.data[at] == 0 || picture.data[at + 1] == 0 || values.size() <= most) continue;
            most = values.size();
            before = at;
        }
        Texture texture;
        texture.before = before;
        texture.size = size;
        texture.middle.bytes.assign(picture.data + before, picture.data + before + kStretch);
        for (std::size_t i = 0; i < texture.middle.bytes.size(); ++i) texture.middle.counted.push_back(i);
        textures.push_back(std::move(texture));
    }
    return textures;
}

int searchMemory(int pid, const std::string& patternFile, const std::string& person) {
    auto patterns = readPatterns(patternFile);
    const std::size_t asked = patterns.size();
    const auto textures = texturesOf(person);
    for (const auto& texture : textures) patterns.push_back(texture.middle);
    Searcher searcher(std::move(patterns));
    const std::string proc = "/proc/" + std::to_string(pid);
    const HeldStill still(pid);
    const int memory = ::open((proc + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) throw Fault("the program's memory can't be read; only root may");
    std::ifstream maps(proc + "/maps");
    std::vector<std::uint8_t> piece(kPieceBytes + searcher.longest());
    std::uint64_t read = 0;
    for (std::string line; std::getline(maps, line);) {
        std::istringstream parts(line);
        std::string range, rights, offset, device, inode, name;
        parts >> range >> rights >> offset >> device >> inode;
        std::getline(parts, name);
        name.erase(0, name.find_first_not_of(' '));
        // A file that is mapped and was never writable holds what the file holds.
        const bool ofFile = name.starts_with('/') && rights[1] != 'w' && rights[3] == 'p';
        if (rights[0] != 'r' || ofFile || name.starts_with("[v")) continue;
        const auto dash = range.find('-');
        const std::uint64_t begin = std::stoull(range.substr(0, dash), nullptr, 16);
        const std::uint64_t end = std::stoull(range.substr(dash + 1), nullptr, 16);
        const std::string where =
            (name.empty() ? "anonymous" : name) + " of " + std::to_string((end - begin) / 1024) + " KB";
        for (std::uint64_t at = begin; at < end; at += kPieceBytes) {
            const std::size_t want =
                static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), end - at));
            std::size_t got = 0;
            while (got < want) {
                const ssize_t n =
                    ::pread(memory, piece.data() + got, want - got, static_cast<off_t>(at + got));
                if (n > 0) {
                    got += static_cast<std::size_t>(n);
                    continue;
                }
                // A page that a device or a truncated file doesn't give: the next one may be readable.
                const std::size_t page = 4096 - (got % 4096);
                std::fill_n(piece.begin() + static_cast<std::ptrdiff_t>(got), std::min(page, want - got), 0);
                got += std::min(page, want - got);
            }
            read += std::min<std::uint64_t>(kPieceBytes, end - at);
            searcher.search(piece.data(), want, kPieceBytes, where, at);
        }
    }
    ::close(memory);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> own;
    for (std::size_t i = 0; i < textures.size(); ++i) {
        for (const std::uint64_t place : searcher.placesOf(asked + i)) {
            const std::uint64_t begin = place - textures[i].before;
            own.emplace_back(begin, begin + textures[i].size);
        }
    }
    searcher.tell(own);
    std::cerr << read / 1024 / 1024 << " MB\n";
    return 0;
}

int unchanged(int pid) {
    const int memory = ::open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) throw Fault("the program's memory can't be read; only root may");
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream parts(line);
        std::string label, where, address, hex;
        std::getline(parts, label, '\t');
        std::getline(parts, where, '\t');
        std::getline(parts, address, '\t');
        std::getline(parts, hex);
        if (hex.empty()) continue;
        std::vector<std::uint8_t> bytes(hex.size() / 2);
        const auto at = static_cast<off_t>(std::stoull(address, nullptr, 16));
        if (::pread(memory, bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size())) continue;
        if (hexOf(bytes.data(), bytes.size()) == hex) std::cout << line << '\n';
    }
    ::close(memory);
    return 0;
}

int run(const std::vector<std::string>& words) {
    const auto is = [&](const char* name, std::size_t count) {
        return !words.empty() && words[0] == name && words.size() == count + 1;
    };
    if (is("document", 4)) return document(words[1], words[2], words[3], words[4]);
    if (is("open", 3)) return openRecord(words[1], words[2], words[3]);
    if (is("rows", 8)) {
        const cv::Rect part(std::stoi(words[4]), std::stoi(words[5]), std::stoi(words[6]),
                            std::stoi(words[7]));
        return rows(words[1], std::stoi(words[2]), words[3], part, std::stoi(words[8]));
    }
    if (is("bytes", 2)) return bytesOf(words[1], words[2]);
    if (is("memory", 3)) return searchMemory(std::stoi(words[1]), words[2], words[3]);
    if (is("file", 2)) return searchFile(words[1], words[2]);
    if (is("unchanged", 1)) return unchanged(std::stoi(words[1]));
    std::cerr << "wrong arguments; see the head of canary_helper.cpp\n";
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& fault) {
        std::cerr << "canary_helper: " << fault.what() << '\n';
        return 1;
    }
}
