#include "text/spoken_text.h"

#include <QSet>
#include <array>

#include "models/consent_notice.h"
#include "text/scan_text.h"

namespace countersign::ui {
namespace {

constexpr std::array kActions{Action::Blink, Action::TurnLeft, Action::TurnRight, Action::LookUp,
                              Action::LookDown};
constexpr std::array kHints{Hint::ComeNearer, Hint::MoveBack,    Hint::MoveToCentre, Hint::MoreLight,
                            Hint::LessLight,  Hint::EvenLight,   Hint::HoldStill,    Hint::LookStraight,
                            Hint::ShowEyes,   Hint::UncoverFace, Hint::OnePersonOnly};

}  // namespace

QString spokenKey(Action action) {
    const auto name = actionName(action);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString spokenKey(Hint hint) {
    switch (hint) {
        case Hint::None:
            return {};
        case Hint::ComeNearer:
            return QStringLiteral("hint-nearer");
        case Hint::MoveBack:
            return QStringLiteral("hint-back");
        case Hint::MoveToCentre:
            return QStringLiteral("hint-middle");
        case Hint::MoreLight:
            return QStringLiteral("hint-more-light");
        case Hint::LessLight:
            return QStringLiteral("hint-less-light");
        case Hint::EvenLight:
            return QStringLiteral("hint-even-light");
        case Hint::HoldStill:
            return QStringLiteral("hint-still");
        case Hint::LookStraight:
            return QStringLiteral("hint-straight");
        case Hint::ShowEyes:
            return QStringLiteral("hint-eyes");
        case Hint::UncoverFace:
            return QStringLiteral("hint-uncover");
        case Hint::OnePersonOnly:
            return QStringLiteral("hint-one-person");
    }
    return {};
}

QString spokenNoticeKey(const QString& version, const QString& part) {
    return QStringLiteral("consent-%1-%2").arg(version, part);
}

std::vector<SpokenText> spokenTexts(const QString& language) {
    const ScanText words(language);
    std::vector<SpokenText> texts;
    for (const Action action : kActions) texts.push_back({spokenKey(action), words.instruction(action)});
    for (const Hint hint : kHints) texts.push_back({spokenKey(hint), words.hint(hint)});
    texts.push_back({kSayStraight, words.lookStraight()});
    texts.push_back({kSayCome, words.comeIntoOval()});
    texts.push_back({kSayThanks, words.thankYou()});
    texts.push_back({kSayMoment, words.oneMoment()});
    // Whatever the operator's policy says is forwarded, there is a clip for it.
    QSet<QString> taken;
    const auto add = [&](const QString& version, const std::vector<SpokenPart>& parts) {
        for (const SpokenPart& part : parts) {
            const QString key = spokenNoticeKey(version, part.name);
            if (taken.contains(key)) continue;
            taken.insert(key);
            texts.push_back({key, part.text});
        }
    };
    for (const auto content : {ForwardContent::None, ForwardContent::Attestation, ForwardContent::Portrait}) {
        DataTerms terms;
        terms.forwarding.content = content;
        const ConsentNotice notice = consentNotice(language, terms);
        add(notice.version, notice.spokenParts());
        add(notice.version, notice.spokenAnswers());
    }
    return texts;
}

}  // namespace countersign::ui
