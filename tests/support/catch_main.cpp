// The tests' main: starts libsodium once, so that tests may use ids and secrets.
#define CATCH_CONFIG_RUNNER
#include "support/catch.h"

#include "core/secret.h"

int main(int argc, char** argv) {
    if (!countersign::initCrypto()) return 1;
    return Catch::Session().run(argc, argv);
}
