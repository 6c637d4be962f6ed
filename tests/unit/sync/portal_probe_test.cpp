// Whose answer it is that comes over plain HTTP in the operator's place.

#include "sync/portal_probe.h"

#include "support/catch.h"

using namespace countersign;

TEST_CASE("a portal's answers are told from those that an operator's own web server gives") {
    const auto host = QStringLiteral("gateway.example");
    const auto judged = [&](int status, const char* location = "") {
        return judgePortal(status, host, QUrl(QString::fromLatin1(location)));
    };
    for (const int status : {200, 203, 206, 511}) CHECK(judged(status) == PortalVerdict::WantsSignIn);
    for (const int status : {0, 204, 304, 400, 403, 404, 500, 503})
        CHECK(judged(status) == PortalVerdict::Nothing);
    for (const int status : {301, 302, 303, 307, 308}) {
        CHECK(judged(status, "http://portal.example/login") == PortalVerdict::WantsSignIn);
        CHECK(judged(status, "https://portal.example/") == PortalVerdict::WantsSignIn);
        CHECK(judged(status, "http://gateway.example/login") == PortalVerdict::WantsSignIn);
        CHECK(judged(status, "https://gateway.example.evil.example/") == PortalVerdict::WantsSignIn);
        CHECK(judged(status, "https://GATEWAY.example/.well-known/countersign-probe") ==
              PortalVerdict::Nothing);
        CHECK(judged(status) == PortalVerdict::Nothing);
    }
}
