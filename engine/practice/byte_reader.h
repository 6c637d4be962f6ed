// Reads little-endian values from bytes that may be hostile. Once anything is missing it stays failed and
// gives zeros, so a reader can check once at the end of a section. Plain value; any thread.
#pragma once

#include <bit>
#include <cstring>
#include <string>

#include "core/secret.h"

namespace countersign {

class ByteReader {
  public:
    explicit ByteReader(ByteView bytes) : m_rest(bytes) {}

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] std::size_t left() const { return m_rest.size(); }

    [[nodiscard]] ByteView take(std::size_t count) {
        if (m_failed || count > m_rest.size()) {
            m_failed = true;
            return {};
        }
        const ByteView taken = m_rest.first(count);
        m_rest = m_rest.subspan(count);
        return taken;
    }

    template <class T>
    [[nodiscard]] T value() {
        static_assert(std::endian::native == std::endian::little, "person files are little endian");
        T out{};
        const ByteView taken = take(sizeof(T));
        if (taken.size() == sizeof(T)) std::memcpy(&out, taken.data(), sizeof(T));
        return out;
    }

    [[nodiscard]] std::string text() {
        const auto length = value<std::uint16_t>();
        const ByteView taken = take(length);
        return {taken.begin(), taken.end()};
    }

  private:
    ByteView m_rest;
    bool m_failed = false;
};

}  // namespace countersign
