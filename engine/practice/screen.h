// A film shown on a screen and filmed again: the screen's grid against the sensor's (moire), rows that the
// lamp behind the screen makes brighter and darker (60 Hz), raised black, and the frame around it if it
// shows. Not thread-safe; owned by a source.
#pragma once

#include "practice/canvas.h"

namespace countersign {

enum class ScreenView {
    WithBezel = 1,  // the device is seen before the room
    Full,           // the screen fills the camera's picture
};

class Screen {
  public:
    Screen(const Scene& scene, ScreenView view, std::uint64_t seed);

    // `film`: CV_8UC3, of the scene's size. `seconds`: of the camera's time line.
    void draw(Canvas& canvas, const cv::Mat& film, double seconds) const;

  private:
    ScreenView m_view;
    cv::Mat m_toFilm;     // camera px to film px, CV_32FC2
    cv::Mat m_grid;       // what the pixel grid leaves of the light, CV_32FC3
    cv::Mat m_onScreen;   // CV_8UC1: 0 room, 1 bezel, 2 screen
    float m_banding = 0;  // share by which the lamp varies
    float m_phase = 0;
};

}  // namespace countersign
