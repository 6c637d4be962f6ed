// What a process can do against its own memory being read. Called once at the start of main.
#pragma once

namespace countersign {

// No core dumps and no ptrace by other processes of the same user. Best effort: where the system refuses, the
// program goes on, since the queue is sealed all the same.
void hardenProcess() noexcept;

}  // namespace countersign
