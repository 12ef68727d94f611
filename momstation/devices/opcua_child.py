"""The process that reads one machine: a plain asyncio program, started by the station and able to outlive it
for a minute.

One process per machine, because the protocol library keeps its tables of types per process (two machines
would read each other's), and because decoding must not disturb the painting of screens.
"""

import argparse
import asyncio
import ctypes
import gc
import logging
import random
import signal
import sys
from pathlib import Path

from momstation.devices.local_socket import Door
from momstation.devices.machine_folder import MachineFolder
from momstation.devices.opcua_security import Keys
from momstation.devices.opcua_supervisor import Supervisor
from momstation.devices.quiet import hush
from momstation.devices.station_end import PATIENCE_S, StationEnd
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Reading

_log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="momstation.devices.opcua_child", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="folder of the machines' files")
    parser.add_argument("--machine", required=True, help="code of the machine")
    parser.add_argument("--patience", type=float, default=PATIENCE_S, help="seconds to wait for a station")
    options = parser.parse_args(arguments)
    _set_up_log()
    hush()
    _give_memory_back()
    asyncio.run(_run(MachineFolder(options.folder, options.machine), options.patience))
    return 0


def _set_up_log() -> None:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr
    )


def _give_memory_back() -> None:
    """Importing the library leaves some 40 MB of garbage that nobody would collect otherwise."""
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


async def _run(folder: MachineFolder, patience_s: float) -> None:
    binding, digest = folder.read_binding()

    def put(reading: Reading) -> None:
        end.put(reading)

    def put_link(link: LinkWord) -> None:
        end.put_link(link)

    supervisor = Supervisor(binding, Keys(folder.path), put, put_link, random.Random())
    outputs = supervisor.outputs
    end = StationEnd(binding.code, digest, supervisor.snapshot, patience_s, outputs.switch, outputs.all_off)
    door = Door(folder.socket)
    server = await door.serve(end.serve)
    if sys.platform != "win32":
        for stop in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop, end.is_over.set)
    end.wait_alone()
    work = [
        asyncio.create_task(supervisor.run(), name="supervisor"),
        asyncio.create_task(end.send(), name="send"),
        asyncio.create_task(end.beat(), name="beat"),
        asyncio.create_task(end.is_over.wait(), name="over"),
    ]
    done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    outputs.all_off()
    await outputs.settle()
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    server.close()
    door.close()
    for task in done:
        if task.exception() is not None:
            _log.error("%s failed", task.get_name(), exc_info=task.exception())


if __name__ == "__main__":
    sys.exit(main())
