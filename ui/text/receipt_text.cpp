#include "text/receipt_text.h"

#include <QDateTime>
#include <QLocale>

#include "text/local_time.h"
#include "text/scan_text.h"

namespace countersign::ui {
namespace {

class Writer {
  public:
    explicit Writer(const ReceiptContent& content) : m_content(content), m_language(content.language) {}

    [[nodiscard]] ReceiptText write() const;

  private:
    [[nodiscard]] QString words(SourceText source) const { return m_language.words("ReceiptText", source); }
    [[nodiscard]] QString operatorName() const;
    [[nodiscard]] QString when() const;
    [[nodiscard]] ReceiptSection taken() const;
    void keptBesides(ReceiptSection& section) const;
    [[nodiscard]] ReceiptSection compared() const;
    [[nodiscard]] ReceiptSection holder() const;
    [[nodiscard]] ReceiptSection sentOn() const;
    [[nodiscard]] ReceiptSection standing() const;
    [[nodiscard]] QString forwarded(const ForwardingRules& rules) const;
    [[nodiscard]] QString state() const;
    void pictures(ReceiptSection& section) const;
    [[nodiscard]] QLocale locale() const;
    [[nodiscard]] QString date(WallTime at) const;
    [[nodiscard]] std::string tag() const { return m_content.language.toStdString(); }
    [[nodiscard]] ReceiptSection rights() const;

    const ReceiptContent& m_content;
    Language m_language;
};

// Codes and digits keep their order inside a sentence that runs from right to left.
QString isolated(const QString& text) {
    return QChar(u'\u2068') + text + QChar(u'\u2069');
}

QString Writer::operatorName() const {
    if (!m_content.operatorName.isEmpty()) return isolated(m_content.operatorName);
    return words(QT_TRANSLATE_NOOP3("ReceiptText", "the operator", "privacy receipt; inside a sentence"));
}

QLocale Writer::locale() const {
    return m_language.isFallback() ? QLocale(QLocale::English) : QLocale(m_content.language);
}

QString Writer::when() const {
    return locale().toString(localTime(m_content.at), QLocale::LongFormat);
}

QString Writer::date(WallTime at) const {
    return isolated(locale().toString(localTime(at).date(), QLocale::LongFormat));
}

// What is kept only of some buyers.
void Writer::keptBesides(ReceiptSection& section) const {
    if (m_content.otherWay) {
        section.sentences << words(
            QT_TRANSLATE_NOOP3("ReceiptText",
                               "For the person who decides: why another way than the usual scan was "
                               "taken. It is sealed like the rest.",
                               "privacy receipt; what is kept"));
    }
    if (m_content.supportingPicture) {
        section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                      "A picture of the document that was shown for it.",
                                                      "privacy receipt; what is kept"));
    }
    if (m_content.guardian) {
        section.sentences << words(QT_TRANSLATE_NOOP3(
            "ReceiptText", "Of the guardian: name and document number.", "privacy receipt; what is kept"));
    }
}

ReceiptSection Writer::taken() const {
    ReceiptSection section;
    section.heading = words(QT_TRANSLATE_NOOP3("ReceiptText", "What was taken", "privacy receipt, heading"));
    section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                  "From your document: its kind, number and name, and a "
                                                  "picture of its portrait. From you: the phone number "
                                                  "and the number of the card or phone you buy.",
                                                  "privacy receipt"));
    if (m_content.scan == FaceScan::NotMade) {
        section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText", "No face scan was made.",
                                                      "privacy receipt, the way without a scan"));
        keptBesides(section);
        return section;
    }
    QStringList asked;
    const ScanText names(m_content.language);
    for (const Action action : m_content.actions) asked << names.shortName(action);
    const QString list = m_language.direction() == Qt::RightToLeft ? asked.join(QStringLiteral("، "))
                                                                   : asked.join(QStringLiteral(", "));
    section.sentences
        << words(
               QT_TRANSLATE_NOOP3(
                   "ReceiptText",
                   "The camera looked at your face for some seconds while you did this: %1. Kept of it: one "
                   "picture of your face, the results of the check, the time, and which camera it was. The "
                   "film itself was not kept.",
                   "privacy receipt; %1 is a list of movements"))
               .arg(list);
    keptBesides(section);
    return section;
}

ReceiptSection Writer::compared() const {
    ReceiptSection section;
    section.heading =
        words(QT_TRANSLATE_NOOP3("ReceiptText", "What it was compared with", "privacy receipt, heading"));
    if (m_content.scan == FaceScan::NotMade || !m_content.match.ran) {
        section.sentences << words(QT_TRANSLATE_NOOP3(
            "ReceiptText", "Your face was not compared with anything.", "privacy receipt"));
        return section;
    }
    section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                  "Your face was compared with the portrait on your own "
                                                  "document, and with nobody else. No search among other "
                                                  "people was made.",
                                                  "privacy receipt"));
    if (!m_content.match.band) return section;
    switch (*m_content.match.band) {
        case MatchBand::Same:
            section.sentences << words(
                QT_TRANSLATE_NOOP3("ReceiptText", "Result: the same person.", "privacy receipt"));
            break;
        case MatchBand::Unsure:
            section.sentences << words(QT_TRANSLATE_NOOP3(
                "ReceiptText", "Result: not certain. A person at the operator looks at it.",
                "privacy receipt"));
            break;
        case MatchBand::Different:
            section.sentences << words(QT_TRANSLATE_NOOP3(
                "ReceiptText", "Result: no match. A person at the operator looks at it.", "privacy receipt"));
            break;
    }
    return section;
}

ReceiptSection Writer::holder() const {
    ReceiptSection section;
    section.heading =
        words(QT_TRANSLATE_NOOP3("ReceiptText", "Who holds it, and how long", "privacy receipt, heading"));
    section.sentences
        << words(QT_TRANSLATE_NOOP3(
                     "ReceiptText",
                     "It is sealed for %1. The shop cannot open it again, and its sealed copy is erased from "
                     "the shop's computer once %1 has confirmed with a signature that it arrived.",
                     "privacy receipt; %1 is the operator"))
               .arg(operatorName());
    pictures(section);
    section.sentences << (m_content.retention.isEmpty()
                              ? words(QT_TRANSLATE_NOOP3(
                                          "ReceiptText",
                                          "Ask %1 how long each part is kept; the law asks for the "
                                          "shortest time that serves the purpose.",
                                          "privacy receipt; %1 is the operator"))
                                    .arg(operatorName())
                              : isolated(m_content.retention));
    const QString address = deletionAddress(m_content);
    if (!address.isEmpty()) {
        section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText", "See whether it is erased: %1",
                                                      "privacy receipt; %1 is a web address"))
                                 .arg(isolated(address));
    }
    return section;
}

// What goes to the authority, in the words of the consent text.
QString Writer::forwarded(const ForwardingRules& rules) const {
    const QString authority = isolated(QString::fromStdString(textIn(rules.authority, tag())));
    switch (rules.content) {
        case ForwardContent::None:
            break;
        case ForwardContent::Attestation:
            return words(QT_TRANSLATE_NOOP3(
                             "ReceiptText",
                             "Passed on by %1 to %2: that you were checked, the result, your name and the "
                             "numbers of your document, card and phone. No picture.",
                             "privacy receipt; %1 is the operator, %2 an authority"))
                .arg(operatorName(), authority);
        case ForwardContent::Portrait:
            return words(
                       QT_TRANSLATE_NOOP3(
                           "ReceiptText",
                           "Passed on by %1 to %2: that you were checked, the result, your name, the numbers "
                           "of your document, card and phone, and the portrait on your document.",
                           "privacy receipt; %1 is the operator, %2 an authority"))
                .arg(operatorName(), authority);
    }
    return words(QT_TRANSLATE_NOOP3("ReceiptText", "Nothing is passed on to an authority by %1.",
                                    "privacy receipt; %1 is the operator"))
        .arg(operatorName());
}

ReceiptSection Writer::sentOn() const {
    ReceiptSection section;
    section.heading =
        words(QT_TRANSLATE_NOOP3("ReceiptText", "What is sent on, and to whom", "privacy receipt, heading"));
    section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                  "All of it goes to %1. From this shop nothing goes to "
                                                  "anyone else.",
                                                  "privacy receipt; %1 is the operator"))
                             .arg(operatorName());
    if (m_content.terms) {
        const auto& rules = m_content.terms->forwarding;
        section.sentences << forwarded(rules);
        if (rules.content != ForwardContent::None) {
            section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText", "Ground in law: %1",
                                                          "privacy receipt; %1 names a law"))
                                     .arg(isolated(QString::fromStdString(textIn(rules.groundText, tag()))));
        }
    } else if (m_content.kind == ReceiptKind::Later) {
        section.sentences << words(QT_TRANSLATE_NOOP3(
            "ReceiptText",
            "What is passed on to an authority stands on the receipt of the day of registration.",
            "privacy receipt, printed again later"));
    }
    if (m_content.forwardedAt) {
        section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText", "Passed on on %1.",
                                                      "privacy receipt; %1 is a date"))
                                 .arg(date(*m_content.forwardedAt));
    }
    if (m_content.kind == ReceiptKind::AtRegistration) section.sentences << state();
    return section;
}

QString Writer::state() const {
    switch (m_content.answer) {
        case ServerState::Accepted:
            return words(QT_TRANSLATE_NOOP3("ReceiptText",
                                            "The operator has accepted the registration. The number is being "
                                            "activated.",
                                            "privacy receipt"));
        case ServerState::Activated:
            return words(QT_TRANSLATE_NOOP3("ReceiptText",
                                            "The operator has accepted the registration. The number is "
                                            "active.",
                                            "privacy receipt"));
        case ServerState::Refused:
            return words(QT_TRANSLATE_NOOP3("ReceiptText",
                                            "The operator has not accepted the registration. You may object, "
                                            "or register again.",
                                            "privacy receipt"));
        case ServerState::ComeBack:
            return words(QT_TRANSLATE_NOOP3("ReceiptText", "The operator asks you to come back to the shop.",
                                            "privacy receipt"));
        case ServerState::Received:
        case ServerState::None:
            break;
    }
    return words(QT_TRANSLATE_NOOP3("ReceiptText", "The number is pending until the operator has answered.",
                                    "privacy receipt"));
}

// In place of what was taken and compared, which this counter no longer knows.
ReceiptSection Writer::standing() const {
    ReceiptSection section;
    section.heading = words(QT_TRANSLATE_NOOP3("ReceiptText", "Where it stands",
                                               "privacy receipt, heading; printed again later"));
    section.sentences << state()
                      << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                  "What was taken from you and what it was compared with "
                                                  "stands on the receipt of the day of registration. This "
                                                  "shop cannot see it any more.",
                                                  "privacy receipt, printed again later"));
    return section;
}

// How long the operator keeps the pictures: the day, once it is known.
void Writer::pictures(ReceiptSection& section) const {
    if (!m_content.terms) return;
    const int days = m_content.terms->picturesDays;
    if (m_content.forwardedAt) {
        section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText", "The pictures are kept until %1.",
                                                      "privacy receipt; %1 is a date"))
                                 .arg(date(*m_content.forwardedAt + std::chrono::hours(24) * days));
    } else if (days == 0) {
        section.sentences << words(QT_TRANSLATE_NOOP3(
            "ReceiptText", "The pictures are erased with the operator's final answer.", "privacy receipt"));
    } else {
        section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                      "Days that the pictures are kept after the operator's "
                                                      "final answer: %1.",
                                                      "privacy receipt; %1 is a number"))
                                 .arg(isolated(locale().toString(days)));
    }
}

ReceiptSection Writer::rights() const {
    ReceiptSection section;
    section.heading = words(QT_TRANSLATE_NOOP3("ReceiptText", "How to object", "privacy receipt, heading"));
    section.sentences << words(QT_TRANSLATE_NOOP3(
        "ReceiptText",
        "You may take back your consent, ask what is held, have it corrected or erased, and ask that a "
        "person looks "
        "at the result. Until it has been sent, the shop can withdraw it, and everything is erased at once.",
        "privacy receipt"));
    section.sentences << words(QT_TRANSLATE_NOOP3("ReceiptText",
                                                  "Tell %1 the record code and the check code above.",
                                                  "privacy receipt; %1 is the operator"))
                             .arg(operatorName());
    if (!m_content.contact.isEmpty()) section.sentences << isolated(m_content.contact);
    return section;
}

ReceiptText Writer::write() const {
    ReceiptText text;
    text.direction = m_language.direction();
    text.title = words(QT_TRANSLATE_NOOP3("ReceiptText", "Privacy receipt", "title of the privacy receipt"));
    text.codes =
        words(QT_TRANSLATE_NOOP3("ReceiptText", "Record %1 · check code %2", "privacy receipt, below title"))
            .arg(isolated(QString::fromStdString(m_content.recordId.shortCode())),
                 isolated(receiptCheckCode(m_content.recordId)));
    text.when =
        m_content.shopName.isEmpty() ? when() : isolated(m_content.shopName) + QStringLiteral(" · ") + when();
    if (m_content.practice) {
        text.practice = words(
            QT_TRANSLATE_NOOP3("ReceiptText", "PRACTICE. This buyer does not exist; this is no registration.",
                               "privacy receipt"));
    }
    if (m_content.kind == ReceiptKind::Later)
        text.sections = {standing(), sentOn(), holder(), rights()};
    else
        text.sections = {taken(), compared(), holder(), sentOn(), rights()};
    return text;
}

}  // namespace

ReceiptText receiptText(const ReceiptContent& content) {
    return Writer(content).write();
}

}  // namespace countersign::ui
