#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/files.h"
#include "practice/byte_reader.h"
#include "capture/jpeg.h"
#include "practice/person.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestFile = 16U << 20U;
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kMostParts = 32;
constexpr std::uint32_t kMostTriangles = 200'000;
constexpr int kLargestTexture = 2048;
constexpr float kFarthest = 100;  // dm; MakeHuman's people are some 17 dm tall

Error damaged(const std::filesystem::path& file, std::string_view what) {
    return makeError(ErrorCode::PracticePersonDamaged, file.filename().string() + ": " + std::string(what));
}

// The polynomial of zlib and PNG.
std::uint32_t crc32(ByteView bytes) {
    static const auto kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            std::uint32_t c = i;
            for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
            table[i] = c;
        }
        return table;
    }();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) crc = kTable[(crc ^ byte) & 0xFFU] ^ (crc >> 8U);
    return crc ^ 0xFFFFFFFFU;
}

bool sane(const cv::Vec3f& v) {
    return std::all_of(v.val, v.val + 3, [](float x) { return std::isfinite(x) && std::abs(x) < kFarthest; });
}

cv::Vec3f readVec3(ByteReader& in) {
    const auto x = in.value<float>(), y = in.value<float>(), z = in.value<float>();
    return {x, y, z};
}

// Each read function returns what is wrong, or an empty text.
std::string_view readShapes(ByteReader& in, PersonPart& part) {
    for (auto& offsets : part.offsets) {
        const auto count = in.value<std::uint16_t>();
        if (in.left() < std::size_t{count} * 14) return "shapes are cut off";
        offsets.resize(count);
        for (auto& offset : offsets) {
            offset.vertex = in.value<std::uint16_t>();
            offset.by = readVec3(in);
            if (offset.vertex >= part.vertices.size() || !sane(offset.by)) return "a shape is out of range";
        }
    }
    return {};
}

std::string_view readTriangles(ByteReader& in, PersonPart& part, std::uint32_t count, cv::Size texture) {
    part.triangles.resize(count);
    for (auto& triangle : part.triangles)
        for (int& index : triangle.val) {
            index = in.value<std::uint16_t>();
            if (index >= static_cast<int>(part.vertices.size())) return "a triangle is out of range";
        }
    const cv::Vec2f scale(static_cast<float>(texture.width - 1) / 65535.0F,
                          static_cast<float>(texture.height - 1) / 65535.0F);
    part.texturePositions.resize(count);
    for (auto& corners : part.texturePositions)
        for (auto& corner : corners) {
            const auto x = in.value<std::uint16_t>(), y = in.value<std::uint16_t>();
            corner = {static_cast<float>(x) * scale[0], static_cast<float>(y) * scale[1]};
        }
    return {};
}

std::string_view readTexture(ByteReader& in, PersonPart& part, cv::Size size, bool hasAlpha) {
    const auto colour = decodeJpeg(in.take(in.value<std::uint32_t>()), size, 3);
    if (!colour) return "a texture is not readable";
    cv::Mat alpha(size, CV_8UC1, cv::Scalar(255));
    if (hasAlpha) {
        const auto decoded = decodeJpeg(in.take(in.value<std::uint32_t>()), size, 1);
        if (!decoded) return "a texture's transparency is not readable";
        alpha = *decoded;
    }
    const std::array<cv::Mat, 2> planes{*colour, alpha};
    part.texture.create(size, CV_8UC4);
    constexpr std::array kFromTo{0, 0, 1, 1, 2, 2, 3, 3};
    cv::mixChannels(planes.data(), planes.size(), &part.texture, 1, kFromTo.data(), 4);
    return {};
}

std::string_view readPart(ByteReader& in, PersonPart& part) {
    const auto kind = in.value<std::uint8_t>();
    const auto hasAlpha = in.value<std::uint8_t>();
    const auto vertices = in.value<std::uint16_t>();
    const auto triangles = in.value<std::uint32_t>();
    const auto width = in.value<std::uint16_t>(), height = in.value<std::uint16_t>();
    if (kind < 1 || kind > static_cast<int>(PartKind::Glasses) || hasAlpha > 1)
        return "a part of unknown kind";
    if (vertices == 0 || triangles == 0 || triangles > kMostTriangles) return "a part of impossible size";
    if (width < 2 || height < 2 || width > kLargestTexture || height > kLargestTexture)
        return "a texture of impossible size";
    // Before anything is allocated: the file must be long enough for what it promises.
    if (in.left() < std::size_t{vertices} * 14 + std::size_t{triangles} * 18) return "a part is cut off";
    part.kind = static_cast<PartKind>(kind);
    part.vertices.resize(vertices);
    for (auto& vertex : part.vertices) {
        vertex = readVec3(in);
        if (!sane(vertex)) return "a vertex is out of range";
    }
    part.headWeight.resize(vertices);
    for (float& weight : part.headWeight) weight = static_cast<float>(in.value<std::uint8_t>()) / 255.0F;
    part.openness.resize(vertices);
    for (float& open : part.openness) open = static_cast<float>(in.value<std::uint8_t>()) / 255.0F;
    if (const auto wrong = readShapes(in, part); !wrong.empty()) return wrong;
    if (in.left() < std::size_t{triangles} * 18) return "triangles are cut off";
    const cv::Size size(width, height);
    if (const auto wrong = readTriangles(in, part, triangles, size); !wrong.empty()) return wrong;
    return readTexture(in, part, size, hasAlpha != 0);
}

std::string_view readPerson(ByteReader& in, Person& person) {
    auto& d = person.details;
    for (auto* text : {&d.name, &d.documentNumber, &d.msisdn, &d.iccid, &d.imei, &d.language})
        *text = in.text();
    for (auto* point : {&person.headPivot, &person.leftEye, &person.rightEye}) {
        *point = readVec3(in);
        if (!sane(*point)) return "an eye is out of range";
    }
    const auto count = in.value<std::uint16_t>();
    if (in.failed() || count == 0 || count > kMostParts) return "impossible number of parts";
    person.parts.resize(count);
    for (auto& part : person.parts)
        if (const auto wrong = readPart(in, part); !wrong.empty()) return wrong;
    if (in.failed()) return "cut off";
    return in.left() == 0 ? std::string_view{} : "has bytes left over";
}

}  // namespace

Result<PersonPtr> loadPerson(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return failure(bytes.error());
    ByteReader in(*bytes);
    const ByteView magic = in.take(8);
    if (std::string_view(reinterpret_cast<const char*>(magic.data()), magic.size()) != "CSPERSON")
        return failure(damaged(file, "not a practice person"));
    const auto version = in.value<std::uint32_t>();
    const auto length = in.value<std::uint32_t>();
    const auto checksum = in.value<std::uint32_t>();
    if (in.failed()) return failure(damaged(file, "cut off"));
    if (version != kVersion)
        return failure(makeError(ErrorCode::PracticePersonVersion,
                                 file.filename().string() + ": version " + std::to_string(version) +
                                     ", expected " + std::to_string(kVersion)));
    if (length != in.left()) return failure(damaged(file, "wrong length"));
    const ByteView payload = in.take(length);
    if (crc32(payload) != checksum) return failure(damaged(file, "wrong checksum"));
    auto person = std::make_shared<Person>();
    person->key = file.stem().string();
    ByteReader body(payload);
    if (const auto wrong = readPerson(body, *person); !wrong.empty()) return failure(damaged(file, wrong));
    return PersonPtr(std::move(person));
}

Result<std::vector<std::filesystem::path>> findPeople(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    std::error_code stopped;  // a missing folder has no people, which is what is reported
    for (std::filesystem::directory_iterator entry(folder, stopped), end; !stopped && entry != end;
         entry.increment(stopped))
        if (entry->path().extension() == ".person") found.push_back(entry->path());
    if (found.empty())
        return failure(
            makeError(ErrorCode::PracticePeopleMissing, "no practice people in " + folder.string()));
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace countersign
