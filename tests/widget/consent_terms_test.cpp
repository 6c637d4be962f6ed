// The consent text follows what the operator forwards: what stands there, what it is called in the record,
// what is read aloud.
#include <QLabel>
#include <QSet>
#include <QSignalSpy>

#include "models/consent_notice.h"
#include "pages/consent_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "text/spoken_text.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

constexpr ForwardContent kContents[] = {ForwardContent::None, ForwardContent::Attestation,
                                        ForwardContent::Portrait};

DataTerms termsOf(ForwardContent content) {
    DataTerms terms;
    terms.forwarding = {content,
                        "telecom_rules",
                        false,
                        {{"en", "Real-name rules, article 6"}, {"zh-CN", "实名规定第六条"}},
                        {{"en", "the Example Ministry"}, {"zh-CN", "示例主管部门"}}};
    return terms;
}

const ConsentPoint& forwardingIn(const ConsentNotice& notice) {
    const auto found = std::ranges::find_if(
        notice.points, [](const ConsentPoint& point) { return point.clip.startsWith(u"forwarding-"); });
    REQUIRE(found != notice.points.end());
    return *found;
}

}  // namespace

TEST_CASE("the notice says what is forwarded, to whom and on which ground", "[consent]") {
    application();
    struct Words {
        const char* language;
        const char* none;
        const char* noPicture;
        const char* portrait;
        const char* authority;
        const char* ground;
    };
    for (const Words& words :
         {Words{"en", "Nothing is passed on", "No picture", "your document's portrait",
                "the Example Ministry", "Real-name rules, article 6"},
          Words{"zh-CN", "不向任何主管部门转交", "不含照片", "证件上的照片", "示例主管部门",
                "实名规定第六条"},
          // The policy has no Arabic: its names stand in English in an Arabic sentence.
          Words{"ar", "لا يُرسل شيء", "من دون أي صورة", "صورتك التي في وثيقتك", "the Example Ministry",
                "Real-name rules, article 6"}}) {
        const QString language = QString::fromLatin1(words.language);
        INFO(words.language);
        const auto said = [&](ForwardContent content) {
            const auto notice = consentNotice(language, termsOf(content));
            CHECK(notice.language == language);
            CHECK(notice.written().contains(forwardingIn(notice).text));
            return forwardingIn(notice).text;
        };
        const QString none = said(ForwardContent::None);
        CHECK(none.contains(QString::fromUtf8(words.none)));
        CHECK_FALSE(none.contains(QString::fromUtf8(words.authority)));
        for (const auto content : {ForwardContent::Attestation, ForwardContent::Portrait}) {
            const QString text = said(content);
            CHECK(text.contains(QString::fromUtf8(words.authority)));
            CHECK(text.contains(QString::fromUtf8(words.ground)));
            const bool picture = content == ForwardContent::Portrait;
            CHECK(text.contains(QString::fromUtf8(words.portrait)) == picture);
            CHECK(text.contains(QString::fromUtf8(words.noPicture)) != picture);
            CHECK_FALSE(text.contains(u'%'));
        }
    }
}

TEST_CASE("the version names the very words: each change of what is said changes it", "[consent]") {
    application();
    QSet<QString> seen;
    const auto fresh = [&](const QString& language, const DataTerms& terms) {
        const QString told = consentNotice(language, terms).told;
        CHECK(told == consentNotice(language, terms).told);
        CHECK(told.size() < 64);
        CHECK_FALSE(seen.contains(told));
        seen.insert(told);
    };
    for (const QString& language : consentLanguages()) {
        for (const auto content : kContents) fresh(language, termsOf(content));
        DataTerms days = termsOf(ForwardContent::Attestation);
        days.picturesDays = 31;
        fresh(language, days);
        DataTerms authority = termsOf(ForwardContent::Attestation);
        authority.forwarding.authority = {{"en", "another ministry"}};
        fresh(language, authority);
        DataTerms ground = termsOf(ForwardContent::Attestation);
        ground.forwarding.groundText = {{"en", "Another law"}};
        fresh(language, ground);
    }
    CHECK(consentNotice(QStringLiteral("en"), termsOf(ForwardContent::Portrait))
              .told.startsWith(QStringLiteral("3-portrait-")));
    // A name that is not shown changes nothing.
    DataTerms chinese = termsOf(ForwardContent::Attestation);
    chinese.forwarding.authority["zh-CN"] = "别的部门";
    CHECK(consentNotice(QStringLiteral("en"), chinese).told ==
          consentNotice(QStringLiteral("en"), termsOf(ForwardContent::Attestation)).told);
}

TEST_CASE("how long pictures are kept is said in the language's own forms", "[consent]") {
    application();
    const auto said = [](const char* language, int days) {
        DataTerms terms;
        terms.picturesDays = days;
        return consentNotice(QString::fromLatin1(language), terms).written();
    };
    CHECK(said("en", 0).contains(QStringLiteral("erases the pictures with its answer,")));
    CHECK(said("en", 1).contains(QStringLiteral("one day after its answer")));
    CHECK(said("en", 30).contains(QStringLiteral("30 days after its answer")));
    CHECK(said("zh-CN", 1).contains(QStringLiteral("在答复1天后")));
    CHECK(said("zh-CN", 90).contains(QStringLiteral("在答复90天后")));
    const auto arabic = [&](int days) { return said("ar", days); };
    CHECK(arabic(0).contains(QStringLiteral("فور جوابه")));
    CHECK(arabic(1).contains(QStringLiteral("بعد يوم من جوابه")));
    CHECK(arabic(2).contains(QStringLiteral("بعد يومين من جوابه")));
    CHECK(arabic(7).contains(QStringLiteral("أيام من جوابه")));
    CHECK(arabic(30).contains(QStringLiteral("يومًا من جوابه")));
    CHECK(arabic(100).contains(QStringLiteral("يوم من جوابه")));
    CHECK_FALSE(arabic(30).contains(u'%'));
}

TEST_CASE("all of it can be read aloud, and no clip holds a name that only the policy knows", "[consent]") {
    application();
    for (const QString& language : consentLanguages()) {
        QSet<QString> clips;
        for (const SpokenText& each : spokenTexts(language)) {
            CHECK_FALSE(clips.contains(each.key));
            clips.insert(each.key);
        }
        for (const auto content : kContents) {
            const auto notice = consentNotice(language, termsOf(content));
            auto parts = notice.spokenParts();
            for (const auto& answer : notice.spokenAnswers()) parts.push_back(answer);
            CHECK(parts.size() == notice.points.size() + 2 + notice.questions.size());
            for (const auto& part : parts) {
                INFO(language.toStdString() << " " << part.name.toStdString());
                CHECK(clips.contains(spokenNoticeKey(notice.version, part.name)));
                CHECK_FALSE(part.text.contains(QStringLiteral("Example Ministry")));
                CHECK_FALSE(part.text.contains(QStringLiteral("示例主管部门")));
                CHECK_FALSE(part.text.contains(u'%'));
                CHECK_FALSE(part.text.contains(QStringLiteral("30")));
            }
        }
    }
}

TEST_CASE("the page tells it whole, to eyes and to screen readers, without cutting anything", "[consent]") {
    application();
    DataTerms longest = termsOf(ForwardContent::Portrait);
    longest.forwarding.authority = {
        {"en", "the Department of Telecommunications and Information Security of Exampleland"}};
    longest.forwarding.groundText = {
        {"en",
         "Act on the Real Names of Telephone Users, article 6, and its Regulation on Face Data, "
         "articles 2 to 4, in the wording of the first day of the year"}};
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        const InLanguage language(QString::fromLatin1(tag));
        Counter counter;
        counter.fillStatus();
        counter.consent->setBuyerLanguage(QString::fromLatin1(tag));
        counter.consent->setBuyerAge(40, 14, 16, WallTime{});
        QSignalSpy changed(counter.consent, &ConsentPage::noticeChanged);
        for (const DataTerms& terms : {termsOf(ForwardContent::None), termsOf(ForwardContent::Attestation),
                                       termsOf(ForwardContent::Portrait), longest}) {
            changed.clear();
            counter.consent->setTerms(terms);
            CHECK(changed.size() == 1);  // who was listening to the old one stops
            counter.window.resize(1280, 720);
            counter.window.showPlace(Place::Consent);
            counter.window.show();
            REQUIRE(settle(counter.window));
            INFO(tag << " " << forwardContentName(terms.forwarding.content));
            CHECK(counter.consent->notice().terms == terms);
            CHECK(counter.consent->notice().language == QString::fromLatin1(tag));
            QString shown, read;
            for (const QLabel* label : counter.consent->findChildren<QLabel*>())
                if (label->isVisible()) shown += label->text() + u'\n';
            for (const QWidget* each : counter.consent->findChildren<QWidget*>())
                read += each->accessibleDescription() + u'\n';
            const auto& point = forwardingIn(counter.consent->notice());
            CHECK(shown.contains(point.text));
            CHECK(read.contains(point.text));
            CHECK(shown.contains(counter.consent->notice().told));
            CHECK(clippedBelow(counter.window) == QStringList());
        }
    }
}
