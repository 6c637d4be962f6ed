#include "widgets/top_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>

#include "theme/icon.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

// At 100 %: narrower, the keys' words and the program's name have no room beside the practice mark.
constexpr int kCompactBelow = 880;

// A pill with a sign: it must be seen from across the shop that nothing here is real.
class PracticeMark final : public QWidget {
  public:
    explicit PracticeMark(QWidget* parent) : QWidget(parent) {
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    void setText(const QString& text) {
        m_text = text;
        setAccessibleName(text);
        updateGeometry();
        update();
    }
    // In a narrow window, in place of the whole sentence.
    void setShortText(const QString& text) { m_short = text; }
    [[nodiscard]] QSize sizeHint() const override { return sizeOf(m_text); }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeOf(m_short); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QColor ink = shade(*this, Shade::Warning);
        const QString text = width() >= sizeHint().width() ? m_text : m_short;
        const QRect box = QStyle::visualRect(layoutDirection(), rect(), QRect({0, 0}, sizeOf(text)));
        drawBox(painter, box, height() / 2.0, shade(*this, Shade::Card), ink, 1.5);
        const QRect sign = QStyle::visualRect(
            layoutDirection(), box,
            QRect(box.left() + scaled(14), (height() - scaled(18)) / 2, scaled(18), scaled(18)));
        drawIcon(painter, sign, u"warning", ink);
        painter.setFont(textFont(TextStyle::BodyBold));
        painter.setPen(ink);
        painter.drawText(
            QStyle::visualRect(layoutDirection(), box, box.adjusted(scaled(40), 0, -scaled(18), 0)),
            Qt::AlignCenter, text);
    }

  private:
    static QSize sizeOf(const QString& text) {
        const QFontMetrics metrics(textFont(TextStyle::BodyBold));
        return {metrics.horizontalAdvance(text) + scaled(58), scaled(32)};
    }

    QString m_text;
    QString m_short;
};

class LogoMark final : public QWidget {
  public:
    explicit LogoMark(QWidget* parent) : QWidget(parent) { setFixedSize(scaled(20), scaled(20)); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        drawIcon(painter, rect(), u"logo", shade(*this, Shade::Accent));
    }
};

}  // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent),
      m_name(new TextLabel(TextStyle::CardTitle)),
      m_practiceMark(new PracticeMark(this)),
      m_clerk(new Button(ButtonKind::Quiet, {})),
      m_help(new Button(ButtonKind::Quiet, {})),
      m_queue(new Button(ButtonKind::Quiet, {})),
      m_settings(new Button(ButtonKind::Quiet, {})),
      m_stop(new Button(ButtonKind::Quiet, {})) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(20), 0, scaled(12), 1);
    row->setSpacing(scaled(8));
    row->addWidget(new LogoMark(this));
    m_name->setText(QStringLiteral("Countersign"));
    row->addWidget(m_name);
    row->addSpacing(scaled(16));
    row->addWidget(m_practiceMark);
    row->addStretch(1);
    for (Button* button : {m_clerk, m_help, m_queue, m_settings, m_stop}) row->addWidget(button);
    m_clerk->setIconName(QStringLiteral("person"));
    m_help->setKey(QKeySequence(Qt::Key_F1));
    m_queue->setKey(QKeySequence(Qt::Key_F9));
    m_settings->setKey(QKeySequence(Qt::Key_F11));
    m_settings->setIconName(QStringLiteral("settings"));
    m_stop->setKey(QKeySequence(Qt::Key_Escape));
    connect(m_help, &Button::clicked, this, &TopBar::helpChosen);
    connect(m_queue, &Button::clicked, this, &TopBar::queueChosen);
    connect(m_settings, &Button::clicked, this, &TopBar::settingsChosen);
    connect(m_stop, &Button::clicked, this, &TopBar::stopChosen);
    connect(m_clerk, &Button::clicked, this, &TopBar::signOutChosen);
    setFixedHeight(scaled(kTopBarHeight));
    retranslate();
}

void TopBar::setClerk(const QString& name) {
    m_clerkName = name;
    retranslate();
}

void TopBar::setWaiting(int registrations) {
    m_waiting = registrations;
    retranslate();
}

void TopBar::setPractice(Practice practice) {
    m_practice = practice;
    retranslate();
}

void TopBar::setStopKey(StopKey key) {
    m_stopKey = key;
    retranslate();
}

void TopBar::retranslate() {
    const bool signedIn = !m_clerkName.isEmpty();
    //: Tool tip of the clerk's name in the top bar.
    m_clerk->setToolTip(tr("Sign out"));
    //: Accessible name of the clerk's name in the top bar. %1 is the name.
    m_clerk->setAccessibleName(tr("Signed in: %1. Sign out").arg(m_clerkName));
    m_clerk->setVisible(signedIn);
    m_queue->setVisible(signedIn);
    //: Top bar, key F11, a button with a sign only: language, colours and text size.
    const QString settings = tr("Settings: language, text size, colours");
    m_settings->setToolTip(settings);
    m_settings->setAccessibleName(settings);
    m_stop->setVisible(m_stopKey != StopKey::Hidden);
    setWords();
    //: Mark in the top bar while clerks train with a made-up buyer.
    static_cast<PracticeMark*>(m_practiceMark)->setText(tr("Practice: marked as practice, never registered"));
    //: The same mark in a narrow window.
    static_cast<PracticeMark*>(m_practiceMark)->setShortText(tr("Practice"));
    m_practiceMark->setVisible(m_practice == Practice::On);
    for (Button* button : {m_clerk, m_help, m_queue, m_settings, m_stop}) button->updateGeometry();
    update();
}

// In a narrow window signs stand for the words, which are then the tool tips and what screen readers say.
void TopBar::setWords() {
    const auto set = [this](Button* button, const QString& words, const QString& icon,
                            const QString& beside = {}) {
        button->setText(m_compact ? beside : words);
        button->setIconName(m_compact ? icon : QString());
        button->setToolTip(m_compact ? words : QString());
        button->setAccessibleName(words);
    };
    //: Top bar, key F1.
    set(m_help, tr("Help"), QStringLiteral("help"));
    //: Top bar, key F9. %1 is the number of registrations that wait to be sent.
    const QString waiting = tr("Queue (%1)").arg(locale().toString(m_waiting));
    //: Top bar, key F9.
    set(m_queue, m_waiting > 0 ? waiting : tr("Queue"), QStringLiteral("queue"),
        m_waiting > 0 ? locale().toString(m_waiting) : QString());
    const bool back = m_stopKey == StopKey::Back;
    //: Top bar, key Esc, on pages beside the registration: goes back to it.
    const QString backWords = tr("Back");
    //: Top bar, key Esc, during a registration: stops what is going on; nothing is sent.
    set(m_stop, back ? backWords : tr("Stop"), back ? QStringLiteral("undo") : QStringLiteral("cross"));
    m_clerk->setText(m_compact ? QString() : m_clerkName);
    m_name->setVisible(!m_compact);
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool compact = width() < scaled(kCompactBelow);
    if (compact == m_compact) return;
    m_compact = compact;
    setWords();
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), shade(*this, m_practice == Practice::On ? Shade::WarningGround : Shade::Card));
    painter.fillRect(QRect(0, height() - 1, width(), 1), shade(*this, Shade::Line));
    if (m_practice == Practice::On) {
        painter.fillRect(QRect(0, 0, width(), 4), shade(*this, Shade::WarningMark));
    }
}

}  // namespace countersign::ui
