#include "vision/camera_check.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "capture/camera_mode.h"
#include "vision/image_quality.h"

namespace countersign {
namespace {

// A picture is looked at four times a second: light and focus don't change faster, and a weak computer has a
// window to draw meanwhile.
constexpr FrameTime kBetweenScenes{250'000};
constexpr int kWidth =
    320;  // what the sharpness of the face is measured at is 128 over a third of the picture

// All light is compared in stops (factors of two): a camera's own exposure evens out about one of them, so
// that a whole one that is left over is more than it can mend.
constexpr double kStop = 2.0;
// The mean of a picture that is exposed as cameras do (18 % grey); three stops below, eight bits leave a face
// in shadow fewer than 20 steps.
constexpr double kMiddleGrey = 0.18;
constexpr double kDarkest = kMiddleGrey / (kStop * kStop * kStop);
// A window or lamp in the picture clips a few percent; a third means the exposure has given up.
constexpr double kMostClipped = 1.0 / 3.0;
// Light from behind or one side harms from two stops on (the cheeks' side light is judged at half of it, by
// the scan).
constexpr double kMostUneven = kStop * kStop;
// A camera that has lost its focus loses half of its fine contrast and more; noise and compression move it by
// a tenth.
constexpr double kLeastSharp = 0.6;
// White balance wanders by a tenth between lamps; half a stop between colours is a coloured lamp or a broken
// camera.
const double kMostCast = std::sqrt(kStop);
// The same view under other light still rises and falls at the same places: correlation is above 0.6 (frames
// of one film); another view has none.
constexpr double kLeastAlike = 0.4;
// A picture that takes three times as long as the others hides a whole blink.
constexpr double kLongestGap = 3.0;

constexpr std::array<std::pair<CameraFinding, std::string_view>, 9> kNames{{
    {CameraFinding::TooSlow, "too_slow"},
    {CameraFinding::Uneven, "uneven"},
    {CameraFinding::TooDark, "too_dark"},
    {CameraFinding::TooBright, "too_bright"},
    {CameraFinding::LightFromBehind, "light_from_behind"},
    {CameraFinding::LightFromOneSide, "light_from_one_side"},
    {CameraFinding::Blurred, "blurred"},
    {CameraFinding::ColourCast, "colour_cast"},
    {CameraFinding::Moved, "moved"},
}};

// The sRGB curve taken off, by table.
const cv::Mat& linearTable() {
    static const cv::Mat table = [] {
        cv::Mat made(1, 256, CV_32F);
        for (int i = 0; i < 256; ++i) {
            const double c = i / 255.0;
            made.at<float>(i) =
                static_cast<float>(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
        }
        return made;
    }();
    return table;
}

double ratio(double a, double b) {
    constexpr double kBlack = 1e-4;
    return std::max(a, kBlack) / std::max(b, kBlack);
}

// How far apart two amounts of light are, as a factor of 1 or more.
double apart(double a, double b) {
    const double r = ratio(a, b);
    return std::max(r, 1 / r);
}

bool isMiddle(int column) {
    return column >= kSceneColumns / 3 && column < kSceneColumns - kSceneColumns / 3;
}

SceneLayout layoutOf(const cv::Mat& grey) {
    cv::Mat cells;
    cv::resize(grey, cells, {kSceneColumns, kSceneRows}, 0, 0, cv::INTER_AREA);
    SceneLayout layout{};
    for (int y = 0; y < kSceneRows; ++y) {
        for (int x = 0; x < kSceneColumns; ++x) {
            if (isMiddle(x)) continue;
            const auto at = [&cells](int row, int column) {
                return std::log2(std::max(1.0F, cells.at<float>(row, column) * 255.0F));
            };
            // Against its neighbours, so that brighter light everywhere changes nothing.
            const float up = at(std::max(0, y - 1), x);
            const float left = at(y, std::max(0, x - 1));
            layout[static_cast<std::size_t>(y * kSceneColumns + x)] = at(y, x) - (up + left) / 2;
        }
    }
    return layout;
}

double alike(const SceneLayout& a, const SceneLayout& b) {
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += double(a[i]) * double(b[i]);
        aa += double(a[i]) * double(a[i]);
        bb += double(b[i]) * double(b[i]);
    }
    // A bare wall looks like any other bare wall: nothing to tell them apart by.
    constexpr double kPlain = 0.05;
    const double cells = kSceneRows * kSceneColumns;
    if (aa / cells < kPlain * kPlain && bb / cells < kPlain * kPlain) return 1;
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

template <class Values, class Pick>
double middleOf(const Values& values, Pick pick) {
    std::vector<double> all;
    for (const auto& value : values) all.push_back(pick(value));
    if (all.empty()) return 0;
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), at, all.end());
    return *at;
}

}  // namespace

std::string_view findingName(CameraFinding finding) {
    for (const auto& [value, name] : kNames) {
        if (value == finding) return name;
    }
    return "invalid";
}

std::optional<CameraFinding> findingFromName(std::string_view name) {
    for (const auto& [value, known] : kNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

SceneMeasure measureScene(const cv::Mat& bgr) {
    const double scale = std::min(1.0, double(kWidth) / bgr.cols);
    cv::Mat small;
    cv::resize(bgr, small, {}, scale, scale, cv::INTER_AREA);
    cv::Mat linear, grey, plain;
    cv::LUT(small, linearTable(), linear);
    cv::cvtColor(linear, grey, cv::COLOR_BGR2GRAY);
    cv::cvtColor(small, plain, cv::COLOR_BGR2GRAY);
    const auto mean = [&grey](double left, double top, double width, double height) {
        const cv::Rect part(int(left * grey.cols), int(top * grey.rows), std::max(1, int(width * grey.cols)),
                            std::max(1, int(height * grey.rows)));
        return cv::mean(grey(part & cv::Rect({}, grey.size())))[0];
    };
    SceneMeasure scene;
    scene.light = cv::mean(grey)[0];
    scene.middle = mean(1.0 / 3, 0.2, 1.0 / 3, 0.7);
    scene.around = (mean(0, 0, 1.0 / 3, 0.6) + mean(2.0 / 3, 0, 1.0 / 3, 0.6)) / 2;
    scene.left = mean(0, 0, 0.5, 1);
    scene.right = mean(0.5, 0, 0.5, 1);
    scene.clipped = double(cv::countNonZero(plain >= 250)) / double(plain.total());
    scene.sharpness = double(sharpnessOf(plain));
    const auto colours = cv::mean(linear);
    scene.red = ratio(colours[2], colours[1]);
    scene.blue = ratio(colours[0], colours[1]);
    scene.layout = layoutOf(grey);
    return scene;
}

void CameraCheck::add(const Frame& frame) {
    if (frame.bgr.empty()) return;
    if (m_first && (frame.capturedAt <= m_last || frame.sequence <= m_lastSequence)) *this = CameraCheck();
    if (!m_first) {
        m_first = frame.capturedAt;
        m_firstSequence = frame.sequence;
        m_nextScene = frame.capturedAt;
    } else if (frame.sequence == m_lastSequence + 1) {
        m_gaps.push_back(std::chrono::duration<double>(frame.capturedAt - m_last).count());
    }
    m_last = frame.capturedAt;
    m_lastSequence = frame.sequence;
    if (frame.capturedAt < m_nextScene) return;
    m_nextScene = frame.capturedAt + kBetweenScenes;
    m_scenes.push_back(measureScene(frame.bgr));
}

double CameraCheck::progress() const {
    return m_first ? std::min(1.0, double((m_last - *m_first).count()) / double(kLength.count())) : 0;
}

SceneState CameraCheck::state() const {
    SceneState state;
    if (!m_first) return state;
    const double seconds = std::chrono::duration<double>(m_last - *m_first).count();
    if (seconds > 0) state.framesPerSecond = double(m_lastSequence - m_firstSequence) / seconds;
    const double usual = middleOf(m_gaps, [](double gap) { return gap; });
    if (usual > 0) state.uneven = *std::ranges::max_element(m_gaps) / usual;
    const auto of = [this](double SceneMeasure::* member) {
        return middleOf(m_scenes, [member](const SceneMeasure& scene) { return scene.*member; });
    };
    for (const auto member : {&SceneMeasure::light, &SceneMeasure::middle, &SceneMeasure::around,
                              &SceneMeasure::left, &SceneMeasure::right, &SceneMeasure::clipped,
                              &SceneMeasure::sharpness, &SceneMeasure::red, &SceneMeasure::blue})
        state.scene.*member = of(member);
    for (std::size_t i = 0; i < state.scene.layout.size(); ++i) {
        state.scene.layout[i] = static_cast<float>(
            middleOf(m_scenes, [i](const SceneMeasure& scene) { return double(scene.layout[i]); }));
    }
    return state;
}

std::vector<CameraFinding> findings(const SceneState& now, const std::optional<SceneState>& good) {
    std::vector<CameraFinding> found;
    const auto add = [&found](bool is, CameraFinding what) {
        if (is) found.push_back(what);
    };
    const SceneMeasure& s = now.scene;
    const double behind = ratio(s.around, s.middle);
    const double sides = ratio(s.left, s.right);
    // A good state may itself be uneven (a window in the picture): only what is worse than it counts then.
    const double behindThen = good ? std::max(1.0, ratio(good->scene.around, good->scene.middle)) : 1;
    const double sidesThen = good ? ratio(good->scene.left, good->scene.right) : 1;
    add(now.framesPerSecond < kSlowestRate, CameraFinding::TooSlow);
    add(now.framesPerSecond >= kSlowestRate && now.uneven > kLongestGap, CameraFinding::Uneven);
    add(s.light < kDarkest || (good && ratio(good->scene.light, s.light) > kStop), CameraFinding::TooDark);
    add(s.clipped > kMostClipped || (good && ratio(s.light, good->scene.light) > kStop),
        CameraFinding::TooBright);
    add(behind / behindThen > (good ? kStop : kMostUneven), CameraFinding::LightFromBehind);
    add(apart(sides, sidesThen) > (good ? kStop : kMostUneven), CameraFinding::LightFromOneSide);
    if (good) {
        add(s.sharpness < kLeastSharp * good->scene.sharpness, CameraFinding::Blurred);
        add(std::max(apart(s.red, good->scene.red), apart(s.blue, good->scene.blue)) > kMostCast,
            CameraFinding::ColourCast);
        add(alike(s.layout, good->scene.layout) < kLeastAlike, CameraFinding::Moved);
    } else {
        add(std::max(apart(s.red, 1), apart(s.blue, 1)) > kMostUneven, CameraFinding::ColourCast);
    }
    return found;
}

}  // namespace countersign
