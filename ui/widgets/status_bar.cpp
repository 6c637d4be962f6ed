#include "widgets/status_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QTimer>

#include "text/state_words.h"
#include "theme/icon.h"
#include "theme/palette.h"
#include "theme/type.h"

namespace countersign::ui {

class StatusBar::Item final : public QWidget {
  public:
    explicit Item(QWidget* parent) : QWidget(parent) {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    }
    // `more`: what there is no room for in the bar, for whoever points at it or listens.
    void set(Tone tone, const QString& text, const QString& more = {}) {
        m_tone = tone;
        m_text = text;
        setAccessibleName(text);
        setAccessibleDescription(more);
        setToolTip(more.isEmpty() ? text : text + QLatin1Char('\n') + more);
        setVisible(!text.isEmpty());
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetrics metrics(textFont(TextStyle::Small));
        return {metrics.horizontalAdvance(m_text) + signWidth() + 2, metrics.height()};
    }
    // A long sentence in a narrow window is cut with dots; the tool tip has all of it.
    [[nodiscard]] QSize minimumSizeHint() const override { return {scaled(40), sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int side = scaled(m_tone == Tone::Good ? 9 : 14);
        const QRect sign = QStyle::visualRect(
            layoutDirection(), rect(),
            QRect(m_tone == Tone::Good ? scaled(2) : 0, (height() - side) / 2, side, side));
        switch (m_tone) {
            case Tone::Good:
                painter.setPen(Qt::NoPen);
                painter.setBrush(shade(*this, Shade::Accent));
                painter.drawEllipse(sign);
                break;
            case Tone::Warning:
                drawIcon(painter, sign, u"warning", shade(*this, Shade::Warning));
                break;
            case Tone::Bad:
                drawIcon(painter, sign, u"cross", shade(*this, Shade::Bad));
                break;
            case Tone::Information:
                drawIcon(painter, sign, u"clock", shade(*this, Shade::Information));
                break;
            case Tone::Neutral:
                break;
        }
        painter.setFont(textFont(TextStyle::Small));
        painter.setPen(shade(*this, Shade::SecondInk));
        const QRect words = QStyle::visualRect(layoutDirection(), rect(),
                                               QRect(signWidth(), 0, width() - signWidth(), height()));
        painter.drawText(
            words,
            static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)),
            painter.fontMetrics().elidedText(m_text, Qt::ElideRight, words.width()));
    }

  private:
    [[nodiscard]] int signWidth() const { return m_tone == Tone::Neutral ? 0 : scaled(22); }

    Tone m_tone = Tone::Neutral;
    QString m_text;
};

StatusBar::StatusBar(QWidget* parent)
    : QWidget(parent),
      m_camera(new Item(this)),
      m_light(new Item(this)),
      m_try(new Item(this)),
      m_queue(new Item(this)),
      m_operator(new Item(this)),
      m_clock(new Item(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(20), 1, scaled(20), 0);
    row->setSpacing(scaled(24));
    row->addWidget(m_camera);
    row->addWidget(m_light);
    row->addWidget(m_try);
    row->addStretch(1);
    row->addWidget(m_queue);
    row->addWidget(m_operator);
    row->addWidget(m_clock);
    setFixedHeight(scaled(kStatusBarHeight));
    // "reached 2 min ago" grows old by itself, and so does the time, which is shown in minutes.
    auto* age = new QTimer(this);
    age->setInterval(std::chrono::seconds(5));
    connect(age, &QTimer::timeout, this, &StatusBar::retranslate);
    age->start();
    retranslate();
}

void StatusBar::setCamera(const CameraStatus& status) {
    m_cameraStatus = status;
    retranslate();
}

void StatusBar::setLight(LightState state) {
    m_lightState = state;
    retranslate();
}

void StatusBar::setTry(const TryCount& count) {
    m_tryCount = count;
    retranslate();
}

void StatusBar::setWaiting(int registrations) {
    m_waiting = registrations;
    retranslate();
}

void StatusBar::setOperator(const OperatorStatus& status) {
    m_operatorStatus = status;
    retranslate();
}

void StatusBar::setClock(ClockStatus status) {
    m_clockStatus = status;
    retranslate();
}

void StatusBar::retranslate() {
    const StateWords camera = cameraWords(m_cameraStatus);
    m_camera->set(camera.tone, camera.text);
    const StateWords light = lightWords(m_lightState);
    m_light->set(light.tone, light.text);
    m_try->set(Tone::Neutral, tryWords(m_tryCount));
    m_queue->set(Tone::Neutral, waitingWords(m_waiting));
    const StateWords reach = operatorWords(m_operatorStatus, QDateTime::currentDateTimeUtc());
    m_operator->set(reach.tone, reach.text);
    const StateWords clock = clockWords(m_clockStatus, QTime::currentTime());
    m_clock->set(clock.tone, clock.text, clock.more);
}

void StatusBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), shade(*this, Shade::Card));
    painter.fillRect(QRect(0, 0, width(), 1), shade(*this, Shade::Line));
}

}  // namespace countersign::ui
