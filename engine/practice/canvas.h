// What is drawn on: colour in linear light with depth, and the step that makes a camera picture of it. Owned
// by a renderer; one thread.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "practice/buyer_pose.h"

namespace countersign {

class Canvas {
  public:
    explicit Canvas(const Scene& scene);

    void clear();  // to the backdrop
    // The camera's picture: lens softness, grain and 8 bits. The same `grain` gives the same picture.
    [[nodiscard]] cv::Mat develop(std::uint64_t grain) const;

    [[nodiscard]] int width() const { return m_colour.cols; }
    [[nodiscard]] int height() const { return m_colour.rows; }
    // Row starts; colours are blue, green, red, linear 0..1 (a square of the 8-bit value: gamma 2).
    [[nodiscard]] cv::Vec3f* colour(int y) { return m_colour.ptr<cv::Vec3f>(y); }
    // 1/z, 0 = nothing there; larger is nearer.
    [[nodiscard]] float* depth(int y) { return m_depth.ptr<float>(y); }

  private:
    cv::Size m_outputSize;
    float m_softness;
    cv::Mat m_colour, m_depth, m_backdrop;
    cv::Mat m_grainUp, m_grainDown;  // what is added and what is taken away
};

}  // namespace countersign
