// Attacks as a camera: paper, screens and films of people who don't exist (or of a picture that is given),
// each doing what its tool allows to obey the prompts. For tests and for looking at; no registration is ever
// made with it. next() and promptShown() from one thread; the same seed and prompts give the same pictures.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "capture/frame_source.h"
#include "practice/buyer_pose.h"
#include "practice/print_picture.h"

namespace countersign {

enum class AttackKind {
    FlatPrint = 1,     // held and turned to the side asked
    BentPrint,         // bent about an upright axis, always or while it is turned
    FoldedPrint,       // folded along the nose, always or while it is turned
    EyeHoles,          // worn before the face; living eyes blink through its holes
    BentEyeHoles,      // the same, bent round the head
    PaintedEyes,       // a picture turned as a plane whose eyes are painted shut for two frames
    ScreenReplay,      // a film of the person on a device that is seen with its frame
    ScreenReplayFull,  // the same, the screen fills the picture
    ScreenPuppet,      // a full screen on which the person obeys: what only a live forgery can do
    FaceSwap,          // another person begins and the person is put in from one frame to the next
    FaceSwapReplay,    // another person begins, a film of the person on a screen goes on
    FrozenFrames,      // lives and then stands still
    LoopedFilm,        // some seconds of film, over and over
    SlowFilm,          // a film at half speed: each picture twice
    FastFilm,          // a film at double speed: every second picture
};

[[nodiscard]] std::string_view attackName(AttackKind kind);
[[nodiscard]] std::optional<AttackKind> attackFromName(std::string_view name);
[[nodiscard]] std::vector<AttackKind> allAttacks();

enum class Repeats {
    Exact = 1,  // to the bit, as a lazy injection does
    WithNoise,  // a little fresh noise over each
};

// Who is presented: it is this person's document.
struct AttackMaterial {
    PersonPtr person;
    PersonPtr other;                    // who begins a face swap; needed only for these
    std::optional<PrintPicture> still;  // in place of a picture of the person; for paper only
};

struct AttackSettings {
    AttackKind kind = AttackKind::FlatPrint;
    std::uint64_t seed = 1;
    int framesPerSecond = 30;
    Scene scene;
    Repeats repeats = Repeats::Exact;
};

// One way of attacking: makes the pictures. Inside the source only.
class AttackPlay {
  public:
    virtual ~AttackPlay() = default;
    [[nodiscard]] virtual cv::Mat picture(std::uint64_t index, FrameTime at) = 0;
    virtual void prompt(std::optional<Action> action, FrameTime at) = 0;
    // How the head or the paper was held on the picture made last.
    [[nodiscard]] virtual BuyerPose pose() const = 0;
};

// `material.person` is never null; face swaps need `material.other`.
class AttackSource final : public FrameSource, public PromptObserver {
  public:
    AttackSource(AttackMaterial material, AttackSettings settings);

    [[nodiscard]] Status open() override;
    [[nodiscard]] Result<FramePtr> next(std::stop_token stop) override;
    void close() noexcept override { m_play.reset(); }
    [[nodiscard]] SourceInfo info() const override;
    void promptShown(std::optional<Action> action, FrameTime at) override;
    [[nodiscard]] BuyerPose lastPose() const { return m_play ? m_play->pose() : BuyerPose{}; }

  private:
    AttackMaterial m_material;
    AttackSettings m_settings;
    std::unique_ptr<AttackPlay> m_play;
    std::uint64_t m_nextIndex = 0;
};

}  // namespace countersign
