#include "app/counter/tar_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace countersign {
namespace {

constexpr std::size_t kBlock = 512;

// Where a field lies in the head, and how many bytes it has.
struct Field {
    std::size_t at, size;
};
constexpr Field kName{0, 100}, kMode{100, 8}, kUser{108, 8}, kGroup{116, 8}, kSize{124, 12}, kTime{136, 12},
    kSum{148, 8}, kKind{156, 1}, kMagic{257, 8};

using Head = std::array<std::uint8_t, kBlock>;

void put(Head& head, const Field& field, std::string_view text) {
    const auto size = std::min(text.size(), field.size);
    std::copy_n(text.begin(), size, head.begin() + static_cast<std::ptrdiff_t>(field.at));
}

void putOctal(Head& head, const Field& field, std::uint64_t number) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%0*llo", static_cast<int>(field.size) - 1,
                  static_cast<unsigned long long>(number));
    put(head, field, text.data());
}

}  // namespace

void TarWriter::add(std::string_view name, std::string_view content) {
    Head head{};
    put(head, {kName.at, kName.size - 1}, name);
    putOctal(head, kMode, 0600);
    putOctal(head, kUser, 0);
    putOctal(head, kGroup, 0);
    putOctal(head, kSize, content.size());
    putOctal(
        head, kTime,
        static_cast<std::uint64_t>(std::max<std::time_t>(0, std::chrono::system_clock::to_time_t(m_at))));
    put(head, kKind, "0");
    put(head, kMagic,
        std::string_view("ustar\0"
                         "00",
                         8));
    // Counted with blanks in its own place.
    put(head, kSum, "        ");
    std::uint64_t sum = 0;
    for (const auto byte : head) sum += byte;
    putOctal(head, {kSum.at, 7}, sum);
    head[kSum.at + 6] = 0;
    m_bytes.insert(m_bytes.end(), head.begin(), head.end());
    m_bytes.insert(m_bytes.end(), content.begin(), content.end());
    m_bytes.resize((m_bytes.size() + kBlock - 1) / kBlock * kBlock);
}

Bytes TarWriter::finish() const {
    auto whole = m_bytes;
    whole.resize(whole.size() + 2 * kBlock);
    return whole;
}

}  // namespace countersign
