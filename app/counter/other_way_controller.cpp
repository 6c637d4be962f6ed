#include "app/counter/other_way_controller.h"

#include <QBuffer>
#include <memory>
#include <utility>

#include "app/counter/pictures.h"
#include "app/counter/rights.h"

namespace countersign {

using ui::OtherWayPage;
using ui::SecondProblem;

Obstacle likelyObstacle(Reason reason, int triesLeft) {
    if (triesLeft <= 0) return Obstacle::TriesUsedUp;
    switch (reason) {
        case Reason::EyesNotVisible:
            return Obstacle::EyesStayClosed;
        case Reason::FaceCovered:
            return Obstacle::FaceStaysCovered;
        case Reason::NotThePersonOnTheDocument:
            return Obstacle::FaceHasChanged;
        case Reason::TooDark:
        case Reason::TooBright:
        case Reason::LightFromOneSide:
        case Reason::CameraNotTrusted:
        case Reason::CameraTooSlowOrSmall:
            return Obstacle::ScanNotPossible;
        default:
            return Obstacle::NeedsTime;
    }
}

Obstacle likelyObstacle(std::optional<Action> asked) {
    if (!asked) return Obstacle::NeedsTime;
    return *asked == Action::Blink ? Obstacle::EyesCannotClose : Obstacle::HeadCannotTurn;
}

OtherWayController::OtherWayController(Windows& windows, EngineThread& engine, ClerkSignIn& signIn,
                                       std::function<std::string()> clerk, QObject* parent)
    : QObject(parent), m_windows(windows), m_engine(engine), m_signIn(signIn), m_clerk(std::move(clerk)) {
    auto* page = m_windows.otherWay;
    connect(page, &OtherWayPage::wayChosen, this, &OtherWayController::chosen);
    connect(page, &OtherWayPage::backRequested, this, &OtherWayController::backRequested);
    connect(page, &OtherWayPage::pictureWanted, this, &OtherWayController::takePicture);
    connect(page, &OtherWayPage::pictureDropped, this, [this] {
        wipe(m_picture);
        m_windows.otherWay->setSupportingPicture({});
    });
    connect(&m_signIn, &ClerkSignIn::waitChanged, page, [page](int left) {
        page->setProblem(left > 0 ? SecondProblem::TooManyTries : SecondProblem::None, left);
    });
}

void OtherWayController::ask(Obstacle first, OtherWayPage::ScanOffer offer) {
    forget();
    m_windows.otherWay->ask(first, offer);
    if (m_signIn.waitLeft() > 0)
        m_windows.otherWay->setProblem(SecondProblem::TooManyTries, m_signIn.waitLeft());
}

// The camera runs here only to take a picture of a document; the operator's policy says for which obstacles.
void OtherWayController::enter() {
    m_engine.send(SetPreview{PreviewMode::Picture});
}

void OtherWayController::showPreview(const FramePtr& frame) {
    if (!m_windows.otherWay->wantsPicture()) {
        m_lastFrame.reset();
        return;
    }
    m_lastFrame = frame;
    m_windows.otherWay->setPreview(frame ? imageOf(frame) : QImage());
}

void OtherWayController::forget() {
    ++m_asked;
    m_lastFrame.reset();
    wipe(m_picture);
    m_windows.otherWay->clear();
}

void OtherWayController::takePicture() {
    if (!m_lastFrame) return;
    const QImage picture = imageOf(m_lastFrame).copy();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, "JPEG", 90)) return;
    wipe(m_picture);
    m_picture.assign(bytes.begin(), bytes.end());
    bytes.fill('\0');
    m_windows.otherWay->setSupportingPicture(picture);
}

void OtherWayController::chosen(OtherWayPage::Way way, Obstacle obstacle, const QString& id,
                                const QString& pin) {
    if (!id.isEmpty() && id.toStdString() == m_clerk()) {
        m_windows.otherWay->setProblem(SecondProblem::SamePerson);
        return;
    }
    // As it is in this moment: what is signed is what was shown.
    OtherWayTaken what{obstacle, {}, {}};
    if (m_windows.otherWay->wantsPicture()) what.supportingJpeg = m_picture;
    if (id.isEmpty()) {
        Q_EMIT taken(way, what);
        wipe(what.supportingJpeg);
        return;
    }
    const auto asked = m_asked;
    // Wiped by whoever lets go of it last, answered or not.
    const auto signs = std::shared_ptr<OtherWayTaken>(new OtherWayTaken(std::move(what)), [](auto* held) {
        wipe(held->supportingJpeg);
        delete held;
    });
    const bool begun = m_signIn.check(id, pin, [this, way, signs, asked](const SignInAnswer& answer) {
        if (asked != m_asked) return;
        m_windows.otherWay->setBusy(OtherWayPage::Busy::No);
        if (answer.clerk && may(answer.clerk->role, Right::SignSecond)) {
            signs->secondClerk = answer.clerk->id;
            Q_EMIT taken(way, *signs);
        } else if (answer.clerk || answer.refusal == SignInRefusal::SwitchedOff) {
            m_windows.otherWay->setProblem(SecondProblem::MayNotSign);
        } else {
            m_windows.otherWay->setProblem(SecondProblem::WrongIdOrPin);
        }
    });
    if (begun) m_windows.otherWay->setBusy(OtherWayPage::Busy::Yes);
}

}  // namespace countersign
