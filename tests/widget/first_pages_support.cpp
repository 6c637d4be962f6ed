#include "widget/first_pages_support.h"

#include "identity/sim_numbers.h"
#include "pages/consent_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/sign_in_page.h"

namespace countersign::ui::test {
namespace {

// 2026-11-24 09:00 UTC.
const WallTime kToday = WallTime(std::chrono::seconds(1795510800));

std::string withLuhn(std::string digits) {
    digits += luhnCheckDigit(digits);
    return digits;
}

}  // namespace

void ScriptedDialogs::ask(QWidget*, const Question&, std::function<void(Answer)> answered) {
    ++asked;
    if (answers.empty()) return;
    const Answer answer = answers.front();
    answers.pop_front();
    answered(answer);
}

void ScriptedDialogs::chooseFile(QWidget*, const QString&, const QString&,
                                 std::function<void(const QString&)> chosen) {
    ++asked;
    if (!file.isEmpty()) chosen(file);
}

void ScriptedDialogs::chooseFolder(QWidget* parent, const QString& title,
                                   std::function<void(const QString&)> chosen) {
    chooseFile(parent, title, {}, std::move(chosen));
}

void ScriptedDialogs::chooseNewFile(QWidget* parent, const QString& title, const QString& filter,
                                    const QString&, std::function<void(const QString&)> chosen) {
    chooseFile(parent, title, filter, std::move(chosen));
}

BuyerDetails goodDetails(Purchase purchase) {
    BuyerDetails details;
    details.purchase = purchase;
    details.documentNumber = "11010519491231002X";
    details.name = "韦小兰";
    details.msisdn = "+8613700138000";
    details.iccid = purchase == Purchase::Phone ? "" : withLuhn("8986011234567890123");
    details.imei = purchase == Purchase::SimCard ? "" : withLuhn("35209900176148");
    details.buyerLanguage = "zh-CN";
    return details;
}

Counter::Counter()
    : clock(kToday),
      signIn(new SignInPage),
      details(new DetailsPage(clock, dialogs)),
      document(new DocumentPage(dialogs)),
      consent(new ConsentPage) {
    window.setPage(Place::SignIn, signIn);
    window.setPage(Place::Details, details);
    window.setPage(Place::Document, document);
    window.setPage(Place::Consent, consent);
}

void Counter::fillStatus() {
    window.setClerk(QStringLiteral("Li Na"));
    window.setWaiting(3);
    window.setCamera({CameraState::Ready, 30});
    window.setLight(LightState::FromOneSide);
    window.setOperator({OperatorState::Reached, QDateTime::currentDateTimeUtc().addSecs(-130)});
}

}  // namespace countersign::ui::test
