// `countersign-operator retain --once` as it ships, but it kills itself where the test says. Never installed.
//   dying_retain FOLDER OPENING_KEY INDEX_KEY POINT     (the number of an ErasurePoint)

#include <csignal>
#include <iostream>
#include <string>

#include "core/secret.h"
#include "retention_command.h"

using namespace countersign;

namespace {

class Killer final : public ErasurePoints {
  public:
    explicit Killer(ErasurePoint point) : m_point(point) {}
    void reached(ErasurePoint point) override {
        if (point == m_point) std::raise(SIGKILL);
    }

  private:
    ErasurePoint m_point;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5 || !initCrypto()) return 2;
    Killer killer(static_cast<ErasurePoint>(std::stoi(argv[4])));
    RetainOptions options;
    options.side.place.folder = argv[1];
    options.side.openingKeys = {argv[2]};
    options.side.indexKey = argv[3];
    options.run = RetainOptions::Run::Once;
    options.unnamed = Unnamed::All;
    const auto log = openStderrLog();
    const auto done = retainCommand(options, killer, *log, std::cout);
    return done && *done ? 0 : 1;
}
