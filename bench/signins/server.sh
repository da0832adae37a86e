# Sourced by run-signins, run-answer-times and run-pages: a server over a database of its own, and the programs that ask it.

built=$bench/../target/odklep
server=""

stop_all() {
  [ -z "$server" ] || { kill "$server" && wait "$server" || true; }
  rm -rf "$work"
}

# Builds the program and makes the directory $work, which goes at the end as the server does.
make_work() {
  "$bench/../odklep" build
  work=$(mktemp -d)
  trap stop_all EXIT
  trap 'exit 130' INT TERM
  mkdir -m 700 "$work/data"
}

# run_java CLASS ARGUMENT...: runs a class of this directory.
run_java() {
  local class=$1
  shift
  "$(find_java)" -Xmx256m --enable-native-access=ALL-UNNAMED -cp "$built/odklep.jar:$built/lib/*" \
    "$bench/signins/$class.java" "$@"
}

# Starts the server over $work/data, with $settings if there are some; afterwards $server is its process, $ldap_port and $url
# say where it listens.
start_server() {
  cat > "$work/odklep.yaml" <<YAML
odklep: {${settings:-}domains: [example.si], web.port: 0, dovecot.port: 0, ldap.port: 0, postfix.listen: "inet:127.0.0.1:0"}
YAML
  "$(find_java)" -Xmx512m -XX:NewSize=160m -XX:MaxNewSize=160m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -jar "$built/odklep.jar" start --config "$work/odklep.yaml" --data "$work/data" > "$work/log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    ! grep -qs 'Odklep is ready' "$work/log" || break
    kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; die 70 "the server ended"; }
    sleep 0.1
  done
  ldap_port=$(sed -n 's#.*LDAP gate listens at ldap://127.0.0.1:##p' "$work/log")
  url=$(sed -n 's,^Admin page: \(.*\)/$,\1,p' "$work/log")
}
