// Draws one person in one pose. Not thread-safe: owned by the practice source or a made document; the person
// is shared and never written.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "practice/canvas.h"
#include "practice/person.h"
#include "practice/rasteriser.h"

namespace countersign {

class Renderer {
  public:
    Renderer(PersonPtr person, const Scene& scene);

    // Adds the person to what is on the canvas (made for the same scene), by depth.
    void draw(Canvas& canvas, const BuyerPose& pose);

  private:
    struct Posed {
        std::vector<cv::Vec3f> points, normals;  // camera space: x right, y up, z towards the viewer
        std::vector<LitVertex> lit;
    };
    struct Sorted {
        float distance;
        std::uint32_t part, triangle;
    };

    void posePart(std::size_t index, const BuyerPose& pose);
    void lightPart(std::size_t index, const Canvas& canvas);
    void drawOpaque(Canvas& canvas, std::size_t index);
    void drawSorted(Canvas& canvas, bool (*wanted)(PartKind));

    PersonPtr m_person;
    Scene m_scene;
    cv::Vec3f m_camera;
    std::vector<Posed> m_posed;
    std::vector<Sorted> m_order;
    std::array<cv::Matx33f, 256> m_turns;  // rotation for each weight of following the head
};

// One picture of one person: backdrop, person, camera.
[[nodiscard]] cv::Mat renderStill(const PersonPtr& person, const Scene& scene, const BuyerPose& pose,
                                  std::uint64_t grain);

}  // namespace countersign
