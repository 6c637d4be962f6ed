// A very small person file, valid to the last byte, for tests that must not depend on exported people.
#pragma once

#include <filesystem>
#include <string>

#include "core/secret.h"
#include "practice/person.h"

namespace countersign::test {

[[nodiscard]] Bytes smallPersonFile();  // one skin part: a square before the camera
void seal(Bytes& file);                 // puts length and checksum right after a change
[[nodiscard]] std::filesystem::path writeTemporary(const std::string& name, const Bytes& bytes);
[[nodiscard]] PersonPtr smallPerson();

}  // namespace countersign::test
