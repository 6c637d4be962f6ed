#include "pages/consent_page.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "text/program_language.h"
#include "theme/icon.h"
#include "theme/style.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/page_header.h"
#include "widgets/segmented_choice.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kSign = 40;

// An icon in a soft disc, so that the notice can be followed without reading.
class PointSign final : public QWidget {
  public:
    explicit PointSign(QString icon) : m_icon(std::move(icon)) { setFixedSize(scaled(kSign), scaled(kSign)); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        drawBox(painter, rect(), width() / 2.0, shade(*this, Shade::AccentGround), {}, 0);
        const int inset = width() / 4;
        drawIcon(painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_icon,
                 shade(*this, Shade::Accent));
    }

  private:
    QString m_icon;
};

}  // namespace

ConsentPage::ConsentPage(QWidget* parent)
    : Page(parent),
      m_languages(new SegmentedChoice),
      m_card(new Card),
      m_text(nullptr),
      m_version(new TextLabel(TextStyle::Small)),
      m_back(new SecondaryButton({})),
      m_decline(new SecondaryButton({})),
      m_agree(new PrimaryButton({})) {
    m_tags.clear();
    for (const ShippedLanguage& language : shippedLanguages()) {
        if (!consentLanguages().contains(language.tag)) continue;
        m_tags << language.tag;
        m_languages->addChoice(static_cast<int>(m_tags.size()), language.nativeName);
    }
    header()->addTrailing(m_languages);
    body()->addWidget(m_card, 1);
    m_version->setShade(Shade::SecondInk);
    m_decline->setKey(QKeySequence(Qt::Key_F6));
    m_agree->setKey(QKeySequence(Qt::Key_F10));
    addToFooter(m_back, Side::Start);
    addToFooter(m_version, Side::Start);
    addToFooter(m_decline, Side::End);
    addToFooter(m_agree, Side::End);
    connect(m_languages, &SegmentedChoice::chosenChanged, this, [this](int id) {
        showNotice(consentNotice(m_tags.at(id - 1)));
        retranslate();
    });
    connect(m_back, &Button::clicked, this, &ConsentPage::backRequested);
    connect(m_decline, &Button::clicked, this, &ConsentPage::declined);
    connect(m_agree, &Button::clicked, this, [this] { Q_EMIT agreed(m_notice.version, m_notice.language); });
    setBuyerLanguage(QStringLiteral("en"));
}

void ConsentPage::setBuyerLanguage(const QString& tag) {
    const ConsentNotice chosen = consentNotice(tag);
    m_languages->setChosen(static_cast<int>(m_tags.indexOf(chosen.language)) + 1);
    showNotice(chosen);
    retranslate();
}

void ConsentPage::entered() {
    m_languages->setFocus(Qt::OtherFocusReason);
}

void ConsentPage::showNotice(const ConsentNotice& notice) {
    m_notice = notice;
    delete m_card;
    m_card = new Card;
    // The notice has the direction of its own language, whatever the program's is.
    m_card->setLayoutDirection(notice.direction);
    body()->insertWidget(0, m_card, 1);
    auto* column = m_card->body();
    column->setContentsMargins(scaled(28), scaled(22), scaled(28), scaled(22));
    column->setSpacing(scaled(6));
    column->addWidget(new TextLabel(notice.title, TextStyle::PageTitle, Wrap::On));
    column->addWidget(new TextLabel(notice.intro, TextStyle::Field, Wrap::On));
    column->addSpacing(scaled(12));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(scaled(32));
    grid->setVerticalSpacing(scaled(16));
    const int half = static_cast<int>(notice.points.size() + 1) / 2;
    for (int i = 0; i < static_cast<int>(notice.points.size()); ++i) {
        const ConsentPoint& point = notice.points[static_cast<std::size_t>(i)];
        auto* item = new QHBoxLayout;
        item->setSpacing(scaled(14));
        item->addWidget(new PointSign(point.icon), 0, Qt::AlignTop);
        auto* words = new QVBoxLayout;
        words->setSpacing(scaled(2));
        words->addWidget(new TextLabel(point.heading, TextStyle::CardTitle, Wrap::On));
        words->addWidget(new TextLabel(point.text, TextStyle::Body, Wrap::On));
        words->addStretch(1);
        item->addLayout(words, 1);
        grid->addLayout(item, i % half, i / half);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    column->addStretch(1);
    column->addWidget(new TextLabel(notice.question, TextStyle::CardTitle, Wrap::On));
    m_card->setAccessibleName(notice.title);
    m_card->setAccessibleDescription(notice.spoken());
}

void ConsentPage::retranslate() {
    //: Consent page: title, for the clerk.
    header()->setTitle(tr("The buyer decides"));
    //: Consent page: under the title, for the clerk.
    header()->setSubtitle(tr("Turn the screen to the buyer, or read the text aloud. No answer is a no."));
    //: Consent page: which text is shown. %1 is a number of a version.
    m_version->setText(tr("Notice %1").arg(m_notice.version));
    //: Footer button: one step back; nothing typed is lost.
    m_back->setText(tr("Back"));
    //: Consent page: the buyer wants no scan. It leads to another way, not to an end.
    const QString no = tr("No scan: another way");
    //: Consent page: the buyer agrees to the scan. The clerk presses it after the buyer's yes.
    const QString yes = tr("Buyer agrees");
    m_decline->setText(no);
    m_agree->setText(yes);
    // The buyer may press too: what the buttons mean in the buyer's own words.
    m_decline->setToolTip(m_notice.decline);
    m_agree->setToolTip(m_notice.agree);
    //: Accessible name of the buttons that choose the language of the notice.
    m_languages->setAccessibleName(tr("Language of the notice"));
    setAccessibleName(header()->title());
}

}  // namespace countersign::ui
