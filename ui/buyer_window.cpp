#include "buyer_window.h"

#include <QEvent>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QScreen>
#include <QWindow>

#include "theme/icon.h"
#include "theme/palette.h"
#include "theme/type.h"
#include "widgets/face_view.h"
#include "widgets/text_label.h"

namespace countersign::ui {

BuyerWindow::BuyerWindow(QWidget* parent)
    : QWidget(parent, Qt::Window),
      m_face(new FaceView(FaceView::Shape::Round, this)),
      m_left(new ArrowView(ArrowView::Side::Left, this)),
      m_right(new ArrowView(ArrowView::Side::Right, this)),
      m_first(new TextLabel(TextStyle::Buyer, Wrap::On, this)),
      m_second(new TextLabel(TextStyle::BuyerSecond, Wrap::On, this)) {
    setPalette(qtPalette(Scheme::Dark));
    // Left is the buyer's left in every language: this window has sides of a body, not of a script.
    setLayoutDirection(Qt::LeftToRight);
    setMinimumSize(640, 480);
    m_first->setAlignment(Qt::AlignCenter);
    m_second->setAlignment(Qt::AlignCenter);
    m_second->setShade(Shade::SecondInk);
    setLanguages(QStringLiteral("en"), QStringLiteral("en"));
}

void BuyerWindow::setLanguages(const QString& buyer, const QString& clerk) {
    m_buyer = ScanText(buyer);
    m_clerk = ScanText(clerk);
    // Two that both fall back to English would say the same thing twice.
    m_twoLanguages = m_buyer.lookStraight() != m_clerk.lookStraight();
    m_first->setLayoutDirection(m_buyer.direction());
    m_second->setLayoutDirection(m_clerk.direction());
    showMoment();
}

void BuyerWindow::setMoment(Moment moment) {
    m_moment = moment;
    if (moment != Moment::Scanning) m_progress = {};
    if (moment != Moment::Scanning && moment != Moment::Welcome) m_face->clearFrame();
    showMoment();
}

void BuyerWindow::setPreview(const QImage& unmirrored) {
    if (m_moment == Moment::Welcome || m_moment == Moment::Scanning) m_face->setFrame(unmirrored);
}

void BuyerWindow::setProgress(const ScanProgress& progress) {
    m_moment = Moment::Scanning;
    m_progress = progress;
    showMoment();
}

QString BuyerWindow::sentence(const ScanText& words) const {
    switch (m_moment) {
        case Moment::Idle:
            return {};
        case Moment::Welcome:
            return words.comeIntoOval();
        case Moment::Done:
            return words.thankYou();
        case Moment::Pause:
            return words.oneMoment();
        case Moment::Scanning:
            break;
    }
    if (m_progress.current && *m_progress.current < m_progress.steps.size()) {
        return words.instruction(m_progress.steps[*m_progress.current].action);
    }
    return m_progress.faceInOval ? words.lookStraight() : words.comeIntoOval();
}

void BuyerWindow::showMoment() {
    setWindowTitle(tr("Countersign: buyer's screen"));
    const bool picture = m_moment == Moment::Welcome || m_moment == Moment::Scanning;
    std::vector<StepState> states;
    for (std::size_t i = 0; i < m_progress.steps.size(); ++i) states.push_back(stepState(m_progress, i));
    std::optional<Action> action;
    if (m_progress.current && *m_progress.current < m_progress.steps.size()) {
        action = m_progress.steps[*m_progress.current].action;
    }
    m_face->setVisible(picture);
    m_face->setSteps(std::move(states));
    m_face->setPrompt(action);
    const bool asking = action.has_value();
    m_face->setFace(m_moment != Moment::Scanning || m_progress.faceInOval || asking
                        ? FaceView::Face::InOval
                        : FaceView::Face::Missing);
    m_left->setSign(promptSign(action));
    m_right->setSign(promptSign(action));
    const QString first = sentence(m_buyer);
    const QString second = m_twoLanguages ? sentence(m_clerk) : QString();
    if (m_first->text() != first) m_first->setText(first);
    if (m_second->text() != second) m_second->setText(second);
    arrange();
}

void BuyerWindow::arrange() {
    const int margin = height() / 24;
    // The sizes are meant for 720 lines and grow with a larger screen.
    const double grow = qMax(1.0, height() / 720.0);
    QFont first = textFont(TextStyle::Buyer);
    first.setPixelSize(qRound(first.pixelSize() * grow));
    QFont second = textFont(TextStyle::BuyerSecond);
    second.setPixelSize(qRound(second.pixelSize() * grow));
    // Room for the sentences is the same at all times, so that the picture never moves. Chinese and Arabic
    // letters are taller than the Latin ones that the font's own height speaks of.
    const auto lineHeight = [](const QFont& font, const QString& sample) {
        const QFontMetrics metrics(font);
        return qMax(metrics.height(), metrics.boundingRect(QRect(0, 0, 100000, 1000), 0, sample).height()) +
               4;
    };
    const int firstHeight = lineHeight(first, m_buyer.lookStraight()) + m_first->roomAbove(first);
    const int secondHeight = lineHeight(second, m_clerk.lookStraight()) + m_second->roomAbove(second);
    const int wordsHeight = firstHeight + secondHeight;
    const bool picture = m_face->isVisibleTo(this);
    const int side = qMin(width() / 2, height() - wordsHeight - 2 * margin);
    const QRect face((width() - side) / 2, margin, side, side);
    m_face->setGeometry(face);
    const int beside = (width() - side) / 2;
    m_left->setGeometry(0, face.top(), beside, side);
    m_right->setGeometry(width() - beside, face.top(), beside, side);

    // A long sentence on a small screen becomes smaller rather than cut.
    const int room = width() - 2 * margin;
    while (first.pixelSize() > 24 && QFontMetrics(first).horizontalAdvance(m_first->text()) > room) {
        first.setPixelSize(first.pixelSize() - 2);
    }
    if (m_first->font() != first) m_first->setFont(first);
    if (m_second->font() != second) m_second->setFont(second);
    const int top = picture ? face.bottom() + margin / 2 : (height() - wordsHeight) / 2;
    m_first->setGeometry(margin, top, room, firstHeight);
    m_second->setGeometry(margin, top + firstHeight, room, secondHeight);
}

void BuyerWindow::place() {
    const QList<QScreen*> screens = QGuiApplication::screens();
    QScreen* own = nullptr;
    for (QScreen* screen : screens) {
        if (screen != QGuiApplication::primaryScreen()) own = screen;
    }
    if (own == nullptr) {
        setWindowState(windowState() & ~Qt::WindowFullScreen);
        resize(960, 640);
        show();
        return;
    }
    setScreen(own);
    setGeometry(own->geometry());
    showFullScreen();
}

QString BuyerWindow::buyerWords() const {
    return m_first->text();
}
QString BuyerWindow::clerkWords() const {
    return m_second->text();
}
PromptSign BuyerWindow::leftSign() const {
    return m_left->shownSign();
}
PromptSign BuyerWindow::rightSign() const {
    return m_right->shownSign();
}

void BuyerWindow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), shade(*this, Shade::Ground));
    if (m_moment != Moment::Idle && m_moment != Moment::Done) return;
    QRectF sign(0, 0, height() / 5.0, height() / 5.0);
    const bool idle = m_moment == Moment::Idle;
    // Above the words, however large they are.
    const double middle =
        idle ? height() * 0.5 : qMin(height() * 0.3, m_first->y() - sign.height() / 2 - height() / 24.0);
    sign.moveCenter(QPointF(width() / 2.0, middle));
    drawIcon(painter, sign, idle ? u"logo" : u"tick",
             shade(*this, idle ? Shade::SecondInk : Shade::OnPictureGood));
}

void BuyerWindow::resizeEvent(QResizeEvent*) {
    arrange();
}

void BuyerWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) showMoment();
    QWidget::changeEvent(event);
}

}  // namespace countersign::ui
