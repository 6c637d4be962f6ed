#include "app/counter/use_watch.h"

namespace countersign {
namespace {

bool nothingTyped(const BuyerDetails& details) {
    return details.documentNumber.empty() && details.name.empty() && details.msisdn.empty() &&
           details.iccid.empty() && details.imei.empty();
}

}  // namespace

UseWatch::UseWatch(InUseMark& mark, ui::DetailsPage& page, std::chrono::milliseconds leftAlone,
                   QObject* parent)
    : QObject(parent), m_mark(mark), m_page(page) {
    m_typing.setSingleShot(true);
    m_typing.setInterval(leftAlone);
    connect(&m_typing, &QTimer::timeout, this, &UseWatch::leftAlone);
    connect(&page, &ui::DetailsPage::edited, this, &UseWatch::typed);
}

void UseWatch::setRegistration(UnderWay underWay) {
    if (underWay == m_registration) return;
    m_registration = underWay;
    // Back to the details, or they are gone: looked at anew.
    typed();
}

void UseWatch::setEnrolment(UnderWay underWay) {
    if (underWay == m_enrolment) return;
    m_enrolment = underWay;
    apply();
}

void UseWatch::typed() {
    if (nothingTyped(m_page.details())) {
        m_typing.stop();
        apply();
        return;
    }
    m_typing.start();
    apply();
    m_mark.touch();
}

void UseWatch::leftAlone() {
    // Since the last key, and not since now: whoever waits for ten quiet minutes has had them.
    if (m_registration == UnderWay::No && m_enrolment == UnderWay::No) m_mark.endAsTouched();
}

void UseWatch::apply() {
    const bool any = m_registration == UnderWay::Yes || m_enrolment == UnderWay::Yes || m_typing.isActive();
    m_mark.set(any ? UnderWay::Yes : UnderWay::No);
}

}  // namespace countersign
