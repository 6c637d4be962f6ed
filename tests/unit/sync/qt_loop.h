// A Qt event loop for Catch2 tests. Waiting is for a condition with a generous limit, never for a time.
#pragma once

#include <QtCore/QCoreApplication>
#include <QtTest/QTest>

namespace countersign::test {

inline void needQt() {
    static int count = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    // Never destroyed: at exit it would go after what Qt's libraries keep in statics of their own.
    [[maybe_unused]] static const auto* application = new QCoreApplication(count, arguments);
}

template <class Condition>
[[nodiscard]] bool waitUntil(Condition condition) {
    constexpr int kLimit = 120'000;  // sanitizer build on a loaded machine
    return QTest::qWaitFor(condition, kLimit);
}

}  // namespace countersign::test
