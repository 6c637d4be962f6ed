// A person who doesn't exist: a head mesh with its textures, made by resources/practice/export_people.py.
// Immutable after loading and shared between threads. File format: resources/practice/FORMAT.md.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/result.h"

namespace countersign {

// What fills the form for this person. Specimens: well-formed numbers with right check digits that belong to
// nobody.
struct SpecimenDetails {
    std::string name;            // on the made document
    std::string documentNumber;  // resident ID, 18 characters
    std::string msisdn;          // E.164 with +
    std::string iccid;
    std::string imei;
    std::string language;  // BCP 47
};

enum class PartKind : std::uint8_t { Skin = 1, Cloth, Eye, Lash, Hair, Glasses };

// Shape offsets that a pose mixes in, per vertex.
enum class Shape : std::uint8_t { CloseRightEye = 0, CloseLeftEye, Smile };
inline constexpr std::size_t kShapeCount = 3;

struct ShapeOffset {
    std::uint32_t vertex = 0;
    cv::Vec3f by;
};

// One textured surface. Lengths in decimetres; x to the person's left, y up, z forward.
struct PersonPart {
    PartKind kind = PartKind::Skin;
    std::vector<cv::Vec3f> vertices;
    std::vector<float> headWeight;  // per vertex: 1 turns with the head, 0 stays
    std::vector<float> openness;    // per vertex: 1 free to light, less in folds and under lids
    std::array<std::vector<ShapeOffset>, kShapeCount> offsets;
    std::vector<cv::Vec3i> triangles;                        // vertex indices, counter-clockwise from outside
    std::vector<std::array<cv::Vec2f, 3>> texturePositions;  // per triangle corner, pixels of `texture`
    cv::Mat texture;                                         // CV_8UC4, BGR and alpha
};

struct Person {
    std::string key;  // file name without ending
    SpecimenDetails details;
    cv::Vec3f headPivot, leftEye, rightEye;
    std::vector<PersonPart> parts;
};

using PersonPtr = std::shared_ptr<const Person>;

// Errors: FileUnreadable, PracticePersonDamaged, PracticePersonVersion. Any bytes are safe to load.
[[nodiscard]] Result<PersonPtr> loadPerson(const std::filesystem::path& file);

// All *.person files of a folder by name. PracticePeopleMissing when there is none.
[[nodiscard]] Result<std::vector<std::filesystem::path>> findPeople(const std::filesystem::path& folder);

}  // namespace countersign
