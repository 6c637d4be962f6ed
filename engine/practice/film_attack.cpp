#include <algorithm>
#include <array>
#include <opencv2/core.hpp>

#include "capture/jpeg.h"
#include "practice/attack_plays.h"
#include "practice/practice_source.h"
#include "practice/screen.h"

namespace countersign {
namespace {

using std::chrono::milliseconds;

constexpr int kFilmQuality = 92;
constexpr FrameTime kSwapAfter = milliseconds(300);     // after the first action is done
constexpr FrameTime kFreezeAfter = milliseconds(1200);  // the same, and the head is back

PracticeSettings living(const AttackSettings& attack, std::uint64_t seed) {
    PracticeSettings settings;
    settings.habits.seed = seed;
    settings.habits.spontaneousBlinks = SpontaneousBlinks::InPauses;
    settings.pacing = Pacing::FilmTime;
    settings.framesPerSecond = attack.framesPerSecond;
    settings.scene = attack.scene;
    return settings;
}

// A person before a camera of their own; its time begins when it is made.
class Take {
  public:
    Take(const PersonPtr& person, const AttackSettings& attack, std::uint64_t seed)
        : m_source(person, living(attack, seed)), m_dice(seed + 31) {
        (void)m_source.open();  // a practice source always opens
    }
    cv::Mat next() {
        const auto frame = m_source.next({});
        m_at = (*frame)->capturedAt;
        return (*frame)->bgr;
    }
    // The same after the prompts of another day: blink and turns in an order of its own, for ever.
    cv::Mat nextOfFilm() {
        auto picture = next();
        if (m_at < m_changesAt) return picture;
        constexpr std::array kActions{Action::Blink, Action::TurnLeft, Action::TurnRight};
        if (m_asking)
            m_source.promptShown(std::nullopt, m_at);
        else
            m_source.promptShown(kActions[m_dice.below(kActions.size())], m_at);
        m_asking = !m_asking;
        m_changesAt = m_at + milliseconds(m_asking ? 1900 : 700 + static_cast<int>(m_dice.below(1200)));
        return picture;
    }
    void prompt(std::optional<Action> action) { m_source.promptShown(action, m_at); }
    [[nodiscard]] BuyerPose pose() const { return m_source.lastPose(); }

  private:
    PracticeSource m_source;
    AttackDice m_dice;
    FrameTime m_at{0}, m_changesAt = milliseconds(1500);
    bool m_asking = false;
};

// A screen before the camera.
class ScreenPlay final : public AttackPlay {
  public:
    ScreenPlay(const AttackMaterial& material, const AttackSettings& settings)
        : m_puppet(settings.kind == AttackKind::ScreenPuppet),
          m_seed(settings.seed),
          m_take(material.person, settings, settings.seed),
          m_canvas(settings.scene),
          m_screen(settings.scene,
                   settings.kind == AttackKind::ScreenReplay ? ScreenView::WithBezel : ScreenView::Full,
                   settings.seed) {}
    cv::Mat picture(std::uint64_t index, FrameTime at) override {
        const auto film = m_puppet ? m_take.next() : m_take.nextOfFilm();
        m_canvas.clear();
        m_screen.draw(m_canvas, film, std::chrono::duration<double>(at).count());
        return m_canvas.develop(index ^ (m_seed << 20U));
    }
    void prompt(std::optional<Action> action, FrameTime) override {
        if (m_puppet) m_take.prompt(action);
    }
    BuyerPose pose() const override { return m_take.pose(); }

  private:
    bool m_puppet;
    std::uint64_t m_seed;
    Take m_take;
    Canvas m_canvas;
    Screen m_screen;
};

// Another person does the first action, then the person of the document is put in.
class SwapPlay final : public AttackPlay {
  public:
    SwapPlay(const AttackMaterial& material, const AttackSettings& settings)
        : m_first(material.other ? material.other : material.person, settings, settings.seed) {
        if (settings.kind == AttackKind::FaceSwapReplay) {
            auto screen = settings;
            screen.kind = AttackKind::ScreenReplayFull;
            m_screen = std::make_unique<ScreenPlay>(material, screen);
        } else {
            m_second = std::make_unique<Take>(material.person, settings, settings.seed + 1);
        }
    }
    cv::Mat picture(std::uint64_t index, FrameTime at) override {
        m_swapped = m_swapAt && at >= *m_swapAt;
        if (!m_swapped) return m_first.next();
        return m_screen ? m_screen->picture(index, at) : m_second->next();
    }
    void prompt(std::optional<Action> action, FrameTime at) override {
        if (!action && !m_swapAt) m_swapAt = at + kSwapAfter;
        if (!m_swapped)
            m_first.prompt(action);
        else if (m_second)
            m_second->prompt(action);
    }
    BuyerPose pose() const override {
        if (!m_swapped) return m_first.pose();
        return m_screen ? m_screen->pose() : m_second->pose();
    }

  private:
    Take m_first;
    std::unique_ptr<Take> m_second;
    std::unique_ptr<ScreenPlay> m_screen;
    std::optional<FrameTime> m_swapAt;
    bool m_swapped = false;
};

// Pictures put in place of a camera's: frozen, in a loop, slow or fast.
class InjectedPlay final : public AttackPlay {
  public:
    InjectedPlay(const AttackMaterial& material, const AttackSettings& settings)
        : m_settings(settings), m_take(material.person, settings, settings.seed) {
        AttackDice dice(settings.seed);
        m_loopFrames =
            static_cast<std::size_t>(dice.between(3, 5) * static_cast<float>(settings.framesPerSecond));
    }
    cv::Mat picture(std::uint64_t index, FrameTime at) override {
        auto made = plain(at);
        if (m_settings.repeats == Repeats::Exact) return made.clone();
        cv::RNG random((m_settings.seed << 24U) ^ (index + 1));
        cv::Mat noise(made.size(), CV_8UC3), noisy;
        random.fill(noise, cv::RNG::UNIFORM, 0, 4);
        cv::add(made, noise, noisy);
        return noisy;
    }
    void prompt(std::optional<Action> action, FrameTime at) override {
        if (m_settings.kind != AttackKind::FrozenFrames) return;
        m_take.prompt(action);
        if (!action && !m_freezesAt) m_freezesAt = at + kFreezeAfter;
    }
    BuyerPose pose() const override { return m_take.pose(); }

  private:
    cv::Mat plain(FrameTime at) {
        switch (m_settings.kind) {
            case AttackKind::FrozenFrames:
                if (m_last.empty() || !m_freezesAt || at < *m_freezesAt) m_last = m_take.next();
                return m_last;
            case AttackKind::LoopedFilm:
                return looped();
            case AttackKind::SlowFilm:
                m_again = !m_again;
                if (m_again) m_last = m_take.nextOfFilm();
                return m_last;
            default:
                (void)m_take.nextOfFilm();
                return m_take.nextOfFilm();
        }
    }
    // Kept as a film is kept; what comes back is the same in every round, the first included.
    cv::Mat looped() {
        if (m_film.size() < m_loopFrames) {
            const auto picture = m_take.next();  // sits still: nothing in it is a wrong answer
            m_film.push_back(encodeJpeg(picture, kFilmQuality).value_or(Bytes{}));
            m_shown = m_film.size() - 1;
        } else {
            m_shown = (m_shown + 1) % m_film.size();
        }
        return decodeJpeg(m_film[m_shown], m_settings.scene.size, 3)
            .value_or(cv::Mat(m_settings.scene.size, CV_8UC3, cv::Scalar::all(0)));
    }

    AttackSettings m_settings;
    Take m_take;
    cv::Mat m_last;
    bool m_again = false;
    std::optional<FrameTime> m_freezesAt;
    std::size_t m_loopFrames = 0, m_shown = 0;
    std::vector<Bytes> m_film;
};

}  // namespace

std::unique_ptr<AttackPlay> filmPlay(const AttackMaterial& material, const AttackSettings& settings) {
    switch (settings.kind) {
        case AttackKind::ScreenReplay:
        case AttackKind::ScreenReplayFull:
        case AttackKind::ScreenPuppet:
            return std::make_unique<ScreenPlay>(material, settings);
        case AttackKind::FaceSwap:
        case AttackKind::FaceSwapReplay:
            return std::make_unique<SwapPlay>(material, settings);
        default:
            return std::make_unique<InjectedPlay>(material, settings);
    }
}

}  // namespace countersign
