// Threads that answer requests while the server's own go on reading. Any thread may post; made and closed by
// the owner.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace countersign {

class WorkerPool {
  public:
    explicit WorkerPool(unsigned threads);
    ~WorkerPool() { close(); }
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // Whoever posts bounds how much waits: here one job for each connection. False: closed, it won't be done.
    // A job throws nothing.
    [[nodiscard]] bool post(std::function<void()> job);
    // Does what was posted, then ends the threads. Again: nothing.
    void close();

  private:
    void run();
    std::mutex m_mutex;
    std::condition_variable m_work;
    std::deque<std::function<void()>> m_jobs;
    bool m_closed = false;
    std::vector<std::thread> m_threads;  // last: they use the rest
};

}  // namespace countersign
