#include "made_person.h"

#include <turbojpeg.h>

#include <cstring>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace countersign::test {
namespace {

constexpr std::size_t kHeader = 20;

template <class T>
void put(Bytes& out, T value) {
    const auto* raw = reinterpret_cast<const std::uint8_t*>(&value);
    out.insert(out.end(), raw, raw + sizeof(T));
}

Bytes plainJpeg() {
    std::vector<unsigned char> pixels(16 * 16 * 3, 150);
    tjhandle handle = tjInitCompress();
    unsigned char* buffer = nullptr;
    unsigned long length = 0;
    tjCompress2(handle, pixels.data(), 16, 48, 16, TJPF_BGR, &buffer, &length, TJSAMP_420, 90, 0);
    Bytes out(buffer, buffer + length);
    tjFree(buffer);
    tjDestroy(handle);
    return out;
}

// Bit by bit, unlike the engine's table: one checks the other.
std::uint32_t checksum(const std::uint8_t* data, std::size_t size) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (std::size_t i = 0; i < size; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return crc ^ 0xFFFFFFFFU;
}

}  // namespace

void seal(Bytes& file) {
    const auto length = static_cast<std::uint32_t>(file.size() - kHeader);
    const std::uint32_t crc = checksum(file.data() + kHeader, length);
    std::memcpy(file.data() + 12, &length, 4);
    std::memcpy(file.data() + 16, &crc, 4);
}

Bytes smallPersonFile() {
    Bytes out = toBytes("CSPERSON");
    put<std::uint32_t>(out, 1);
    put<std::uint64_t>(out, 0);  // length and checksum, see seal()
    for (const std::string text : {"Test Specimen", "110000199704120024", "+8614800000001", "x", "y", "en"}) {
        put(out, static_cast<std::uint16_t>(text.size()));
        out.insert(out.end(), text.begin(), text.end());
    }
    for (const float v : {0.F, 6.F, 0.F, 0.3F, 7.F, 1.F, -0.3F, 7.F, 1.F}) put(out, v);
    put<std::uint16_t>(out, 1);
    put<std::uint8_t>(out, 1);
    put<std::uint8_t>(out, 0);
    put<std::uint16_t>(out, 4);
    put<std::uint32_t>(out, 2);
    put<std::uint16_t>(out, 16);
    put<std::uint16_t>(out, 16);
    for (const float v : {-0.7F, 6.F, 1.F, 0.7F, 6.F, 1.F, 0.7F, 7.6F, 1.F, -0.7F, 7.6F, 1.F}) put(out, v);
    for (int i = 0; i < 8; ++i) put<std::uint8_t>(out, 255);
    put<std::uint16_t>(out, 1);  // right eye shut: moves vertex 2
    put<std::uint16_t>(out, 2);
    for (const float v : {0.F, 0.1F, 0.F}) put(out, v);
    put<std::uint32_t>(out, 0);  // no left eye, no smile
    for (const int v : {0, 1, 2, 0, 2, 3}) put(out, static_cast<std::uint16_t>(v));
    for (int i = 0; i < 12; ++i) put(out, static_cast<std::uint16_t>(i * 5000));
    const Bytes jpeg = plainJpeg();
    put(out, static_cast<std::uint32_t>(jpeg.size()));
    out.insert(out.end(), jpeg.begin(), jpeg.end());
    seal(out);
    return out;
}

std::filesystem::path writeTemporary(const std::string& name, const Bytes& bytes) {
    const auto folder = std::filesystem::temp_directory_path() / "countersign-practice-test";
    std::filesystem::create_directories(folder);
    std::ofstream out(folder / name, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return folder / name;
}

PersonPtr smallPerson() {
    const auto person = loadPerson(writeTemporary("small.person", smallPersonFile()));
    if (!person) throw std::runtime_error(describe(person.error()));
    return *person;
}

}  // namespace countersign::test
