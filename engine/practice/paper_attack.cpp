#include <algorithm>
#include <cmath>

#include "practice/attack_plays.h"
#include "practice/practice_buyer.h"
#include "practice/renderer.h"
#include "practice/sheet.h"

namespace countersign {
namespace {

constexpr float kFaceWidth = 1.45F;        // dm
constexpr float kPaperBeforeEyes = 0.12F;  // dm; the lids just do not touch it
constexpr float kCameraBelowEyes = 0.25F;  // dm, as the renderer's

BuyerHabits hand(std::uint64_t seed, float turnDegrees) {
    BuyerHabits habits;
    habits.seed = seed;
    habits.turnDegrees = turnDegrees;
    return habits;
}

class PaperPlay final : public AttackPlay {
  public:
    PaperPlay(const AttackMaterial& material, const AttackSettings& settings)
        : m_settings(settings),
          m_dice(settings.seed),
          // Planes read as smaller turns than heads: attackers turn farther, but paper seen too much from the
          // side is no face any more.
          m_turn(worn() ? m_dice.between(20, 35) : m_dice.between(26, 68)),
          m_sideways(m_dice.between(-0.3F, 0.3F)),
          m_nearer(m_dice.between(0, 0.5F)),
          m_always(m_dice.coin()),
          m_hand(hand(settings.seed, m_turn)),
          m_canvas(settings.scene),
          m_open(picture(material), settings.scene) {
        const auto kind = settings.kind;
        if (kind == AttackKind::BentPrint) m_form.curvature = 1 / (kFaceWidth * m_dice.between(0.6F, 1.6F));
        if (kind == AttackKind::BentEyeHoles)
            m_form.curvature = 1 / (kFaceWidth * m_dice.between(0.6F, 0.9F));
        if (kind == AttackKind::FoldedPrint) {
            m_form.fold = m_dice.between(10, 40);
            m_form.foldAt = m_dice.between(-0.12F, 0.12F);
        }
        m_hold.distance = settings.scene.distance;
        if (worn()) {
            m_wearer = std::make_unique<Renderer>(material.person, settings.scene);
            m_always = true;
            const auto& person = *material.person;
            const cv::Vec3f eyes = (person.leftEye + person.rightEye) * 0.5F;
            m_hold.distance = settings.scene.distance - kPaperBeforeEyes;
            m_hold.pivot = person.headPivot - cv::Vec3f(person.headPivot[0], eyes[1] - kCameraBelowEyes,
                                                        eyes[2] + kPaperBeforeEyes);
        }
        if (kind == AttackKind::PaintedEyes) {
            auto shut = this->picture(material);
            paintEyesShut(shut);
            m_shut = std::make_unique<Sheet>(std::move(shut), settings.scene);
        }
    }

    cv::Mat picture(std::uint64_t index, FrameTime at) override {
        m_pose = m_hand.state(at);
        BuyerPose held = m_pose;
        const float share = std::clamp(m_pose.yaw / m_turn, -1.0F, 1.0F);
        if (!worn()) {
            held.shiftX += m_sideways * share;
            held.shiftZ += m_nearer * std::abs(share);
        }
        auto form = m_form;
        if (!m_always) {
            form.curvature *= std::abs(share);
            form.fold *= std::abs(share);
        }
        m_canvas.clear();
        if (m_wearer) m_wearer->draw(m_canvas, m_pose);
        (paintedShut(index) ? *m_shut : m_open).draw(m_canvas, held, form, m_hold);
        return m_canvas.develop(index ^ (m_settings.seed << 20U));
    }
    void prompt(std::optional<Action> action, FrameTime at) override { m_hand.promptShown(action, at); }
    BuyerPose pose() const override { return m_pose; }

  private:
    [[nodiscard]] bool worn() const {
        return m_settings.kind == AttackKind::EyeHoles || m_settings.kind == AttackKind::BentEyeHoles;
    }
    [[nodiscard]] PrintPicture picture(const AttackMaterial& material) const {
        const auto finish = m_settings.kind == AttackKind::PaintedEyes ? Finish::AsIs : Finish::Printed;
        auto made =
            material.still ? *material.still : pictureOfPerson(material.person, m_settings.scene, finish);
        if (worn()) {
            cutEyeHoles(made);
            // Nearer to the camera by so much: smaller by so much, or it would look larger.
            made.pixelsPerDecimetre *=
                m_settings.scene.distance / (m_settings.scene.distance - kPaperBeforeEyes);
        }
        return made;
    }
    // Two pictures from the moment at which lids would fall.
    [[nodiscard]] bool paintedShut(std::uint64_t index) {
        const bool closing = m_pose.leftEyeClosed > 0;
        if (closing && !m_closing) m_shutFrom = index;
        m_closing = closing;
        return m_shut && m_shutFrom && index < *m_shutFrom + 2;
    }

    AttackSettings m_settings;
    AttackDice m_dice;
    float m_turn, m_sideways, m_nearer;
    bool m_always;  // has its form always, not only as far as it is turned
    PracticeBuyer m_hand;
    Canvas m_canvas;
    Sheet m_open;
    std::unique_ptr<Sheet> m_shut;
    std::unique_ptr<Renderer> m_wearer;
    SheetForm m_form;
    SheetHold m_hold;
    BuyerPose m_pose;
    bool m_closing = false;
    std::optional<std::uint64_t> m_shutFrom;
};

}  // namespace

bool isPaper(AttackKind kind) {
    switch (kind) {
        case AttackKind::FlatPrint:
        case AttackKind::BentPrint:
        case AttackKind::FoldedPrint:
        case AttackKind::EyeHoles:
        case AttackKind::BentEyeHoles:
        case AttackKind::PaintedEyes:
            return true;
        default:
            return false;
    }
}

std::unique_ptr<AttackPlay> paperPlay(const AttackMaterial& material, const AttackSettings& settings) {
    return std::make_unique<PaperPlay>(material, settings);
}

}  // namespace countersign
