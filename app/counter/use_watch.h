// Puts together why this counter must be left alone just now, for the mark that other processes read: a
// registration from the document on, details that are being typed, an operator who is being asked. What was
// typed is kept sealed (draft_keeper.h), so a form that nobody has touched for a while holds up no update;
// from the document on it is the idle lock that ends it. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>

#include "app/counter/in_use.h"
#include "pages/details_page.h"

namespace countersign {

class UseWatch final : public QObject {
  public:
    static constexpr std::chrono::minutes kLeftAlone{10};

    // Both outlive it. `leftAlone`: after the last key in the details.
    UseWatch(InUseMark& mark, ui::DetailsPage& page, std::chrono::milliseconds leftAlone = kLeftAlone,
             QObject* parent = nullptr);

    using UnderWay = InUseMark::UnderWay;
    void setRegistration(UnderWay underWay);
    void setEnrolment(UnderWay underWay);
    // Somebody typed just now, and has not left it alone for long enough.
    [[nodiscard]] bool typing() const { return m_typing.isActive(); }

  private:
    void typed();
    void leftAlone();
    void apply();

    InUseMark& m_mark;
    ui::DetailsPage& m_page;
    QTimer m_typing;  // runs while somebody types
    UnderWay m_registration = UnderWay::No, m_enrolment = UnderWay::No;
};

}  // namespace countersign
