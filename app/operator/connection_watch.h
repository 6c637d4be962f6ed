// Ends connections whose request takes too long altogether. The server's own time limit counts idle time
// only, so a client that sends a byte now and then would stay for ever. Called from the server's threads;
// owns one thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace countersign {

class ConnectionWatch {
  public:
    explicit ConnectionWatch(std::chrono::milliseconds limit);

    void opened(const void* connection, int socket);
    void requestDone(const void* connection);  // the next request has its own time
    // Before the socket is closed, so that its number can't belong to somebody else yet.
    void closed(const void* connection);

  private:
    struct Entry {
        int socket = -1;
        std::chrono::steady_clock::time_point since;
    };
    void run(const std::stop_token& stop);

    const std::chrono::milliseconds m_limit;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::map<const void*, Entry> m_entries;
    std::jthread m_thread;  // last: it uses the rest
};

}  // namespace countersign
