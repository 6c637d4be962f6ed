// A line as shops have them: a fixed loopback port whose other end can be exchanged, that can be dead, and
// that tears connections after so many bytes. Bytes pass unread, so TLS goes from end to end. Any thread;
// owns its threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace countersign::test {

class FaultyLine {
  public:
    // `to`: a port on loopback.
    explicit FaultyLine(std::uint16_t to);
    ~FaultyLine();
    FaultyLine(const FaultyLine&) = delete;
    FaultyLine& operator=(const FaultyLine&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(m_port); }

    // For connections from now on; those under way go on.
    void leadTo(std::uint16_t port);
    void refuse();  // nobody listens, until leadTo()
    // Every connection is torn once so many bytes came from its beginner; 0: none is.
    void cutAfter(std::size_t bytes) { m_cutAfter = bytes; }

    // Dead once so many bytes were carried in all; 0: never.
    void deadAfter(std::size_t bytes) { m_deadAfter = bytes; }

    [[nodiscard]] bool isDead() const { return m_deadAfter > 0 && m_carried >= m_deadAfter; }
    [[nodiscard]] std::size_t carried() const { return m_carried; }  // bytes from those who began connections
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int cuts() const { return m_cuts; }

  private:
    void listen();
    void acceptAll(const std::stop_token& stop);
    void carry(int here, const std::stop_token& stop);

    int m_listener = -1;
    std::uint16_t m_port = 0;  // 0: any free one, at first
    std::atomic<std::uint16_t> m_to;
    std::atomic<std::size_t> m_cutAfter{0};
    std::atomic<std::size_t> m_deadAfter{0};
    std::atomic<std::size_t> m_carried{0};
    std::atomic<int> m_connections{0};
    std::atomic<int> m_cuts{0};
    std::mutex m_mutex;
    std::list<std::jthread> m_carriers;
    std::jthread m_acceptor;
};

}  // namespace countersign::test
