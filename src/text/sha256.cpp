// SPDX-License-Identifier: MIT
// SHA-256 by libcrypto, which uses the instructions of the CPU. Its newer interface looks up a
// provider at the first use, which takes longer than a start may; the older one is the same code.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "text/sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace custrec {

namespace {

std::array<char, sha256_digits> finish_hash(SHA256_CTX& context) {
  // Not from a table, so that the compiler makes vector instructions of it.
  const auto digit_of = [](unsigned half) {
    return static_cast<char>(half + (half < 10 ? '0' : 'a' - 10));
  };
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256_Final(hash.data(), &context);
  std::array<char, sha256_digits> text{};
  for (std::size_t at = 0; at < hash.size(); ++at) {
    text[2 * at] = digit_of(hash[at] >> 4U);
    text[2 * at + 1] = digit_of(hash[at] & 0xFU);
  }
  return text;
}

}  // namespace

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  SHA256_Init(&state_->context);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  const auto digits = finish_hash(state_->context);
  return {digits.begin(), digits.end()};
}

std::string sha256(std::string_view bytes) {
  const auto digits = sha256_of(bytes);
  return {digits.begin(), digits.end()};
}

std::array<char, sha256_digits> sha256_of(std::string_view bytes) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  return finish_hash(context);
}

}  // namespace custrec
