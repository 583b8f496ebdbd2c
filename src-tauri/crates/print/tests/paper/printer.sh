# Starts a printer in this (private) network and mount namespace, then runs one test beside it.
# Arguments: the test program, the test's name, the printer's port, the folder it keeps its jobs in.
set -e
mount -t tmpfs none /run
ip link set lo up
mkdir -p /run/dbus /run/avahi-daemon "$4"
# ippeveprinter does not start without a DNS-SD service: avahi, on loopback alone
printf '[server]\nuse-ipv6=no\nallow-interfaces=lo\n' > /run/avahi.conf
dbus-daemon --system --fork --nopidfile --nosyslog
avahi-daemon --daemonize --no-drop-root --no-chroot --no-rlimits --file /run/avahi.conf
/usr/sbin/ippeveprinter -k -r off -n localhost -p "$3" -s 600 -f application/pdf -d "$4" Ash > /run/printer.log 2>&1 &
"$1" --exact "$2" --nocapture
